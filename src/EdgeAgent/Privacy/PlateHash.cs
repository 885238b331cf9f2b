using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>
/// A plate as a keyed hash: the same plate on the same box has the same hash, and nobody without the box's key can try all plates
/// until one fits. The key never leaves the box; without its file, hashes of before and after do not compare.
/// </summary>
internal sealed class PlateHash
{
    private const int KeyBytes = 32;
    private const int HashBytes = 16;

    private readonly byte[] _key;

    private PlateHash(byte[] key) => _key = key;

    /// <summary>Reads the key, or makes one, readable for its user alone.</summary>
    /// <exception cref="InvalidDataException">The file is there and holds no key.</exception>
    internal static PlateHash Open(string path)
    {
        if (!File.Exists(path)) Make(path);
        byte[] key = File.ReadAllBytes(path);
        return key.Length == KeyBytes
            ? new PlateHash(key)
            : throw new InvalidDataException($"{path} holds no key of {KeyBytes} bytes: restore it or move it away, the agent then makes one");
    }

    /// <summary>HMAC-SHA-256 of the text, its first 128 bits as base64url: 22 characters.</summary>
    internal string Of(string plate)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(plate), hash);
        return Base64Url.EncodeToString(hash[..HashBytes]);
    }

    private static void Make(string path)
    {
        string part = path + ".part";
        File.Delete(part);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (FileStream file = new(part, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            file.Flush(flushToDisk: true);
        }
        File.Move(part, path);
    }
}
