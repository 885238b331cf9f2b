using System.Security.Cryptography;

namespace SafeCity.Edge.Transport.Integrity;

/// <summary>The box's own key: P-256, in a PEM file that only the agent's user can read.</summary>
public sealed class SealKey : IDisposable
{
    private readonly ECDsa _key;

    private SealKey(ECDsa key)
    {
        _key = key;
        byte[] publicKey = key.ExportSubjectPublicKeyInfo();
        PublicKey = publicKey;
        Id = HashChain.Text(SHA256.HashData(publicKey));
    }

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public IReadOnlyList<byte> PublicKey { get; }

    /// <summary>SHA-256 of the public key, base64url.</summary>
    public string Id { get; }

    /// <summary>
    /// Reads the file, or makes a key and writes it, readable for its user alone. The public half lies beside it, as <c>{path}.pub</c>.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is there and holds no such key.</exception>
    public static SealKey Open(string path)
    {
        SealKey key = File.Exists(path) ? Read(path) : Make(path);
        PublicKeyFile.Write(path + ".pub", [.. key.PublicKey]);
        return key;
    }

    /// <summary>ES256, P1363 form: 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> bytes) =>
        _key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static SealKey Read(string path)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (key.KeySize == 256) return new SealKey(key);
            throw new InvalidDataException($"the key {path} is not of the curve P-256: move it away, and the agent makes another");
        }
        catch (Exception e)
        {
            key.Dispose();
            if (e is not (ArgumentException or CryptographicException)) throw;
            throw new InvalidDataException(
                $"the file {path} holds no private key: restore it or move it away, the agent then makes one", e);
        }
    }

    private static SealKey Make(string path)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Whole or not at all: a torn key after a power cut would need a person.
        string part = path + ".part";
        File.Delete(part);
        using (FileStream file = new(part, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            file.Flush(flushToDisk: true);
        }
        File.Move(part, path);
        return new SealKey(key);
    }
}
