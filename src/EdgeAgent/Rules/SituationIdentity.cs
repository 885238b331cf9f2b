using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>
/// The name of a situation: a UUIDv7 of the wall time at which it began, whose other bits follow from the rule, the object and the media
/// time, so that a replay gives the same names.
/// </summary>
internal sealed class SituationIdentity(string camera)
{
    private readonly byte[] _camera = Encoding.UTF8.GetBytes(camera);

    /// <summary>The same for the same arguments; different for any two situations of a rule.</summary>
    /// <param name="began">Wall time.</param>
    /// <param name="ruleHash">Of the rule's definition.</param>
    /// <param name="track">The object's identity; empty for a situation of the scene.</param>
    /// <param name="mark">What tells it from others of this object: media nanoseconds.</param>
    internal Guid Make(DateTimeOffset began, string ruleHash, Guid track, long mark)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(number, mark);
        track.TryWriteBytes(number[8..]);
        hash.AppendData(_camera);
        hash.AppendData(Encoding.UTF8.GetBytes(ruleHash));
        hash.AppendData(number);
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        // RFC 9562, section 5.7: 48 bits of milliseconds, version 7, variant 10.
        Span<byte> id = digest[..16];
        Span<byte> milliseconds = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, began.ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(id);
        id[6] = (byte)((id[6] & 0x0f) | 0x70);
        id[8] = (byte)((id[8] & 0x3f) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
