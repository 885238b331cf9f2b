using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SafeCity.Edge.Transport.Integrity;

/// <summary>
/// The chain through the records of one log (contract, section 7): each record names the SHA-256 of the exact bytes of the record
/// before it, the first one that of the log's <c>source</c>. So an edit, a deletion, an insertion and a swap all break a link.
/// </summary>
public static class HashChain
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltBytes = 16;

    /// <summary>SHA-256 of a record's bytes or of a JPEG: 32 bytes.</summary>
    public static byte[] Digest(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes);

    /// <summary>What the first record of a log names: the digest of its source.</summary>
    public static byte[] FirstDigest(string source) => SHA256.HashData(Encoding.UTF8.GetBytes(source));

    /// <summary>A digest or salt as it is written: base64url without padding.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>A fresh salt as it is written.</summary>
    public static string NewSalt(IRandomBytes random)
    {
        Span<byte> salt = stackalloc byte[SaltBytes];
        random.Fill(salt);
        return Text(salt);
    }
}
