using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>
/// One message of a key frame (contract section 6): <c>"SCKF"</c>, version 1, flags, header length (16 bits, big-endian), header
/// JSON, JPEG bytes. The header is the record's body with <c>index</c>, <c>count</c>, <c>offset</c> and <c>length</c> inserted
/// before its last brace; cutting them out again gives back the bytes over which the hash chain runs.
/// </summary>
public sealed record KeyFrameChunk
{
    /// <summary>The most bytes a chunk's payload has, header included; a broker may allow less.</summary>
    public const int PayloadBytesMax = 96 * 1024;

    private const int PrefixBytes = 8;
    private const byte Version = 1;
    private const byte LastFlag = 1;
    private const byte MaskedFlag = 2;

    // The four members with their names and the longest numbers that an int has.
    private const int PlaceBytesMax = 38 + (4 * 10);

    /// <summary>The record's body: exactly the bytes that were hashed and stored.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The JPEG bytes of this chunk.</summary>
    public required ReadOnlyMemory<byte> Image { get; init; }

    /// <summary>Which chunk of the frame, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>How many chunks the frame has.</summary>
    public required int Count { get; init; }

    /// <summary>Where <see cref="Image"/> stands in the JPEG, in bytes.</summary>
    public required int Offset { get; init; }

    /// <summary>True when faces or plates are masked in the picture.</summary>
    public required bool IsMasked { get; init; }

    /// <summary>True for the last chunk of its frame.</summary>
    public bool IsLast => Index == Count - 1;

    /// <summary>Cuts a key frame into payloads, in order.</summary>
    /// <param name="body">The record's body: a JSON object with at least one member.</param>
    /// <param name="image">The JPEG.</param>
    /// <param name="payloadBytesMax">Most bytes of one payload; more than <see cref="PayloadBytesMax"/> counts as that.</param>
    /// <exception cref="ArgumentException">The body is not an object, or leaves no room for the picture in a payload.</exception>
    public static IReadOnlyList<byte[]> Split(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> image, int payloadBytesMax = PayloadBytesMax) =>
        [.. Cut(body, image, payloadBytesMax).Select(chunk => chunk.Encode())];

    /// <summary>Cuts a key frame into chunks that point into it, in order; otherwise as <see cref="Split"/>.</summary>
    internal static KeyFrameChunk[] Cut(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> image, int payloadBytesMax)
    {
        bool masked = ReadMasking(body.Span);
        int imageBytesMax = Math.Min(payloadBytesMax, PayloadBytesMax) - PrefixBytes - PlaceBytesMax - body.Length;
        if (imageBytesMax <= 0 || body.Length + PlaceBytesMax > ushort.MaxValue)
            throw new ArgumentException($"a key frame header of {body.Length} bytes does not fit a message of {payloadBytesMax} bytes",
                nameof(body));

        int count = Math.Max(1, (image.Length + imageBytesMax - 1) / imageBytesMax);
        KeyFrameChunk[] chunks = new KeyFrameChunk[count];
        for (int index = 0; index < count; index++)
        {
            int offset = index * imageBytesMax;
            chunks[index] = new KeyFrameChunk
            {
                Body = body,
                Image = image.Slice(offset, Math.Min(imageBytesMax, image.Length - offset)),
                Index = index,
                Count = count,
                Offset = offset,
                IsMasked = masked,
            };
        }
        return chunks;
    }

    /// <summary>The chunk as the payload of a message.</summary>
    public byte[] Encode()
    {
        byte[] payload = new byte[EncodedBytesMax];
        return payload[..Encode(payload)];
    }

    /// <summary>Room that <see cref="Encode(Span{byte})"/> needs at most.</summary>
    internal int EncodedBytesMax => PrefixBytes + Body.Length + PlaceBytesMax + Image.Length;

    /// <summary>Writes the payload; returns its length.</summary>
    internal int Encode(Span<byte> payload)
    {
        string place = string.Create(CultureInfo.InvariantCulture,
            $",\"index\":{Index},\"count\":{Count},\"offset\":{Offset},\"length\":{Image.Length}}}");
        ReadOnlySpan<byte> opening = Body.Span.TrimEnd(" \t\r\n"u8)[..^1];
        int headerBytes = opening.Length + place.Length;
        "SCKF"u8.CopyTo(payload);
        payload[4] = Version;
        payload[5] = (byte)((IsLast ? LastFlag : 0) | (IsMasked ? MaskedFlag : 0));
        BinaryPrimitives.WriteUInt16BigEndian(payload[6..], checked((ushort)headerBytes));
        opening.CopyTo(payload[PrefixBytes..]);
        Encoding.UTF8.GetBytes(place, payload[(PrefixBytes + opening.Length)..]);
        Image.Span.CopyTo(payload[(PrefixBytes + headerBytes)..]);
        return PrefixBytes + headerBytes + Image.Length;
    }

    /// <summary>Reads a payload. Never throws on foreign bytes.</summary>
    /// <param name="payload">The message; <see cref="Image"/> of the result points into it.</param>
    /// <param name="chunk">The chunk; null when the payload is refused.</param>
    /// <param name="fault">Why it is refused; null when it is not.</param>
    public static bool TryDecode(ReadOnlyMemory<byte> payload, out KeyFrameChunk? chunk, out string? fault)
    {
        chunk = null;
        ReadOnlySpan<byte> bytes = payload.Span;
        if (bytes.Length < PrefixBytes || !bytes.StartsWith("SCKF"u8))
            return Refuse("not a key frame chunk: it does not begin with SCKF", out fault);
        if (bytes[4] != Version) return Refuse($"key frame chunk of version {bytes[4]}, this program reads version {Version}", out fault);
        int headerBytes = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        if (bytes.Length < PrefixBytes + headerBytes)
            return Refuse($"key frame chunk of {bytes.Length} bytes is shorter than its header", out fault);

        ReadOnlySpan<byte> header = bytes.Slice(PrefixBytes, headerBytes);
        int cut = header.LastIndexOf(",\"index\":"u8);
        if (cut < 1 || header[0] != '{') return Refuse("key frame header without index", out fault);
        ReadOnlySpan<byte> place = header[cut..];
        if (!TakeNumber(ref place, ",\"index\":"u8, out int index) || !TakeNumber(ref place, ",\"count\":"u8, out int count)
            || !TakeNumber(ref place, ",\"offset\":"u8, out int offset) || !TakeNumber(ref place, ",\"length\":"u8, out int length)
            || !place.SequenceEqual("}"u8))
        {
            return Refuse("key frame header does not end in index, count, offset and length", out fault);
        }

        ReadOnlyMemory<byte> image = payload[(PrefixBytes + headerBytes)..];
        bool last = (bytes[5] & LastFlag) != 0;
        if (index >= count || last != (index == count - 1) || length != image.Length || offset > int.MaxValue - length)
            return Refuse($"key frame chunk {index} of {count} contradicts itself: {length} bytes named, {image.Length} there", out fault);

        byte[] body = new byte[cut + 1];
        header[..cut].CopyTo(body);
        body[cut] = (byte)'}';
        chunk = new KeyFrameChunk
        {
            Body = body,
            Image = image,
            Index = index,
            Count = count,
            Offset = offset,
            IsMasked = (bytes[5] & MaskedFlag) != 0,
        };
        fault = null;
        return true;
    }

    private static bool Refuse(string reason, out string? fault)
    {
        fault = reason;
        return false;
    }

    private static bool TakeNumber(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, out int value)
    {
        value = 0;
        if (!text.StartsWith(name)) return false;
        text = text[name.Length..];
        if (!Utf8Parser.TryParse(text, out value, out int used) || value < 0 || text[0] is (byte)'+' or (byte)'-') return false;
        text = text[used..];
        return true;
    }

    private static bool ReadMasking(ReadOnlySpan<byte> body)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            bool masked = false;
            bool any = false;
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("not an object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                any = true;
                bool masking = reader.ValueTextEquals("masking"u8);
                reader.Read();
                if (masking) masked = reader.TokenType != JsonTokenType.Null
                    && !(reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("none"u8));
                reader.Skip();
            }
            if (!any || reader.Read()) throw new JsonException("an object with members, and nothing after it, is needed");
            return masked;
        }
        catch (JsonException e)
        {
            throw new ArgumentException("a key frame's body must be a JSON object: " + e.Message, nameof(body), e);
        }
    }
}
