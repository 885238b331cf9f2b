using System.Security.Cryptography;
using System.Text;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// The stationary objects of one camera in a stream, so that a parked car is not news after a restart. Format, little-endian: the
/// letters SCSM, version (u16, 1), source (u16 length, UTF-8), count (u16), for each object identity (16 bytes), class (i32), box
/// (4 x f32), since (i64, 100 ns UTC ticks), anchor length (u16: 0 or 9216), anchor; then SHA-256 of all before.
/// </summary>
public static class StationaryMemory
{
    /// <summary>Most objects kept; what is over is left out, oldest kept first.</summary>
    public const int ObjectsMax = 256;

    private const ushort Version = 1;
    private const int SourceBytesMax = 256;
    private const int BytesMax = 64 + SourceBytesMax + (ObjectsMax * (64 + StationaryAnchors.Length));
    private static ReadOnlySpan<byte> Magic => "SCSM"u8;

    /// <summary>Writes the objects.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="source">What the classes and boxes belong to (camera and model); read back only for the same. At most 256 bytes of UTF-8.</param>
    /// <param name="objects">From <see cref="Tracker.Stationary"/>.</param>
    /// <exception cref="ArgumentException">The source is too long, or an anchor has another length than 0 or 9216.</exception>
    public static void Save(Stream stream, string source, IReadOnlyList<StationaryObject> objects)
    {
        byte[] name = Encoding.UTF8.GetBytes(source);
        if (name.Length > SourceBytesMax) throw new ArgumentException($"source of {name.Length} bytes: use {SourceBytesMax} at most", nameof(source));
        using MemoryStream content = new();
        using (BinaryWriter writer = new(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Version);
            writer.Write((ushort)name.Length);
            writer.Write(name);
            StationaryObject[] kept = [.. objects.OrderBy(o => o.Since).Take(ObjectsMax)];
            writer.Write((ushort)kept.Length);
            foreach (StationaryObject item in kept) Write(writer, item);
        }
        byte[] bytes = content.ToArray();
        stream.Write(bytes);
        stream.Write(SHA256.HashData(bytes));
    }

    /// <summary>
    /// Reads objects. What cannot be used is refused as a whole, with a sentence that says why: then the list is empty, and all that
    /// is lost is that what stands there is news once more.
    /// </summary>
    /// <param name="stream">From where; read to its end, or to the most that a memory can have.</param>
    /// <param name="source">As given to <see cref="Save"/>.</param>
    /// <param name="refusal">Why nothing was taken; null if all was.</param>
    public static IReadOnlyList<StationaryObject> Load(Stream stream, string source, out string? refusal)
    {
        byte[] bytes = new byte[BytesMax + 1];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        List<StationaryObject> objects = [];
        refusal = Refusal(bytes.AsSpan(0, length)) ?? Read(bytes.AsSpan(0, length - SHA256.HashSizeInBytes), source, objects);
        return refusal is null ? objects : [];
    }

    private static void Write(BinaryWriter writer, StationaryObject item)
    {
        if (item.Anchor.Length is not (0 or StationaryAnchors.Length))
            throw new ArgumentException($"anchor of {item.Anchor.Length} bytes: use 0 or {StationaryAnchors.Length}", nameof(item));
        writer.Write(item.Identity.ToByteArray());
        writer.Write(item.ClassId);
        writer.Write(item.Box.X);
        writer.Write(item.Box.Y);
        writer.Write(item.Box.Width);
        writer.Write(item.Box.Height);
        writer.Write(item.Since.UtcTicks);
        writer.Write((ushort)item.Anchor.Length);
        writer.Write(item.Anchor.Span);
    }

    private static string? Refusal(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BytesMax) return $"longer than the {BytesMax} bytes that a memory of stationary objects can have";
        if (bytes.Length < Magic.Length + sizeof(ushort) + SHA256.HashSizeInBytes || !bytes.StartsWith(Magic)) return "not a memory of stationary objects";
        int version = BitConverter.ToUInt16(bytes[Magic.Length..]);
        if (version != Version) return $"version {version}, this program reads {Version}";
        ReadOnlySpan<byte> content = bytes[..^SHA256.HashSizeInBytes];
        return SHA256.HashData(content).AsSpan().SequenceEqual(bytes[content.Length..]) ? null : "cut off or changed: its checksum is wrong";
    }

    private static string? Read(ReadOnlySpan<byte> content, string source, List<StationaryObject> objects)
    {
        using BinaryReader reader = new(new MemoryStream(content.ToArray()), Encoding.UTF8);
        try
        {
            reader.ReadBytes(Magic.Length + sizeof(ushort));
            string name = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadUInt16()));
            if (name != source) return $"of '{name}', not of '{source}'";
            int count = reader.ReadUInt16();
            for (int i = 0; i < count; i++)
            {
                StationaryObject item = ReadObject(reader);
                if (Fault(item) is { } fault) return $"object {i}: {fault}";
                objects.Add(item);
            }
            return reader.BaseStream.Position == content.Length ? null : "longer than its count of objects";
        }
        catch (EndOfStreamException)
        {
            return "shorter than its count of objects";
        }
    }

    private static StationaryObject ReadObject(BinaryReader reader)
    {
        byte[] identity = reader.ReadBytes(16);
        if (identity.Length < 16) throw new EndOfStreamException();
        int classId = reader.ReadInt32();
        BoundingBox box = new(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle());
        long ticks = Math.Clamp(reader.ReadInt64(), DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks);
        int anchorLength = reader.ReadUInt16();
        return new StationaryObject(new Guid(identity), classId, box, new DateTimeOffset(ticks, TimeSpan.Zero), reader.ReadBytes(anchorLength));
    }

    private static string? Fault(StationaryObject item)
    {
        BoundingBox box = item.Box;
        if (!float.IsFinite(box.X + box.Y + box.Width + box.Height) || box.ClipToFrame().Area <= 0) return $"its box {box} is nowhere in the frame";
        if (item.ClassId < 0) return $"its class is {item.ClassId}";
        return item.Anchor.Length is 0 or StationaryAnchors.Length ? null : $"its anchor has {item.Anchor.Length} bytes";
    }
}
