using System.Buffers.Binary;

namespace SafeCity.Edge.Agent.Control;

/// <summary>Width and height of a JPEG, from its start-of-frame segment (ITU-T T.81, B.2.2).</summary>
internal static class JpegSize
{
    /// <summary>Null when it is none.</summary>
    internal static (int Width, int Height)? Of(ReadOnlySpan<byte> jpeg)
    {
        for (int at = 2; at + 9 < jpeg.Length && jpeg[at] == 0xFF; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]))
        {
            // SOF0 to SOF15 without DHT, JPG and DAC, which lie between them.
            if (jpeg[at + 1] is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC)
                return (BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..]));
        }
        return null;
    }
}
