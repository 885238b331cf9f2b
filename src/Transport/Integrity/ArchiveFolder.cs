using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Integrity;

/// <summary>
/// An archive as files: <c>records.ndjson</c> with each record's exact bytes as a line, by log and sequence; <c>images/{id}.jpg</c>; and
/// <c>public-key.pem</c>, the key that the box seals with, where it is known.
/// </summary>
public static class ArchiveFolder
{
    /// <summary>The file of records.</summary>
    public const string RecordsFile = "records.ndjson";

    /// <summary>The file of the box's key: PEM, SubjectPublicKeyInfo.</summary>
    public const string KeyFile = "public-key.pem";

    private const string ImageFolder = "images";

    // Twice the largest record of the contract; a longer line is no record, and is not read into memory.
    private const int LineBytesMax = 128 * 1024;

    /// <summary>Writes an archive into a folder that is new or empty. Returns how many records.</summary>
    /// <exception cref="IOException">The folder holds something already, or cannot be written.</exception>
    public static int Write(string folder, IEnumerable<ArchiveRecord> records)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new IOException($"The folder {folder} is not empty: an archive is not mixed with other files.");
        _ = Directory.CreateDirectory(Path.Combine(folder, ImageFolder));
        int count = 0;
        using FileStream lines = new(Path.Combine(folder, RecordsFile), FileMode.CreateNew, FileAccess.Write);
        foreach (ArchiveRecord record in records)
        {
            lines.Write(record.Body.Span);
            lines.WriteByte((byte)'\n');
            if (!record.Image.IsEmpty && ImageOf(folder, record.Body.Span) is { } path) File.WriteAllBytes(path, record.Image.Span);
            count++;
        }
        return count;
    }

    /// <summary>The records of an archive, one at a time. A key frame whose picture is not there has an empty one.</summary>
    public static IEnumerable<ArchiveRecord> Read(string folder)
    {
        using FileStream lines = new(Path.Combine(folder, RecordsFile), FileMode.Open, FileAccess.Read);
        byte[] buffer = new byte[LineBytesMax];
        (int start, int length) = (0, 0);
        while (true)
        {
            int end = buffer.AsSpan(start, length).IndexOf((byte)'\n');
            if (end < 0)
            {
                buffer.AsSpan(start, length).CopyTo(buffer);
                start = 0;
                int read = length < buffer.Length ? lines.Read(buffer, length, buffer.Length - length) : 0;
                length += read;
                if (read > 0) continue;
                if (length == 0) yield break;
                // The last line was cut, or is far too long: it is given as it is, and will be a finding.
                end = length;
            }
            ArchiveRecord record = new(buffer.AsSpan(start, end).ToArray(), default);
            int used = Math.Min(end + 1, length);
            (start, length) = (start + used, length - used);
            yield return record.IsKeyFrame ? record with { Image = Image(folder, record) } : record;
        }
    }

    private static byte[] Image(string folder, ArchiveRecord record) =>
        ImageOf(folder, record.Body.Span) is { } path && File.Exists(path) ? File.ReadAllBytes(path) : [];

    // The name is made of parsed parts: an archive from somebody else must not name a file elsewhere.
    private static string? ImageOf(string folder, ReadOnlySpan<byte> body) =>
        EventText.TryReadHeader(body, out KeyFrameHeader? header, out _) && RecordName.Parse(header.Source, header.Sequence) is { } name
            ? Path.Combine(folder, ImageFolder, name.Id + ".jpg")
            : null;
}
