using System.Security.Cryptography;

namespace SafeCity.Edge.Transport.Integrity;

/// <summary>The public half of a box's key in a PEM file (SubjectPublicKeyInfo).</summary>
public static class PublicKeyFile
{
    /// <summary>Reads it; returns DER.</summary>
    /// <exception cref="InvalidDataException">The file holds no such key.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            using ECDsa key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            return key.ExportSubjectPublicKeyInfo();
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"the file {path} holds no public key: name the box's key, which lies beside its seal key" +
                " and stands in its birth message", e);
        }
    }

    /// <summary>Writes it, unless the same is there.</summary>
    public static void Write(string path, ReadOnlySpan<byte> publicKey)
    {
        string text = new string(PemEncoding.Write("PUBLIC KEY", publicKey)) + "\n";
        if (!File.Exists(path) || File.ReadAllText(path) != text) File.WriteAllText(path, text);
    }
}
