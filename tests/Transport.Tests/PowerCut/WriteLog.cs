using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Transport.Tests.PowerCut;

/// <summary>What a child wrote, in order, and the files as a power cut at some moment may leave them.</summary>
internal sealed class WriteLog
{
    private const int HeadBytes = 18;

    // What a medium writes whole.
    private const int SectorBytes = 512;

    private readonly List<(char Kind, int File, long Offset, long Length, byte[] Bytes)> _steps = [];

    internal WriteLog(byte[] log)
    {
        // The last record may be torn: the child was killed.
        for (int at = 0; at + HeadBytes <= log.Length;)
        {
            (char kind, int file) = ((char)log[at], log[at + 1]);
            long offset = BinaryPrimitives.ReadInt64LittleEndian(log.AsSpan(at + 2));
            long length = BinaryPrimitives.ReadInt64LittleEndian(log.AsSpan(at + 10));
            int size = kind is 'w' or 'o' ? (int)length : 0;
            if (at + HeadBytes + size > log.Length) break;
            _steps.Add((kind, file, offset, length, log[(at + HeadBytes)..(at + HeadBytes + size)]));
            at += HeadBytes + size;
        }
    }

    internal int Steps => _steps.Count;

    internal int Syncs => _steps.Count(s => s.Kind == 's');

    /// <summary>
    /// Writes both files as they may be after the cut: everything before a file's last sync is there; of what came after it, each sector
    /// may be there or not. Returns the sequences that were confirmed before the cut.
    /// </summary>
    internal IReadOnlyList<long> Cut(int step, Random random, string store)
    {
        MemoryStream[] durable = [new(), new()];
        List<(char Kind, int File, long Offset, long Length, byte[] Bytes)>[] pending = [[], []];
        StringBuilder said = new();
        foreach (var one in _steps.Take(step))
        {
            if (one.Kind == 'o') said.Append(Encoding.ASCII.GetString(one.Bytes));
            else if (one.Kind != 's') pending[one.File].Add(one);
            else
            {
                foreach (var write in pending[one.File]) Apply(durable[one.File], write, null);
                pending[one.File].Clear();
            }
        }
        for (int file = 0; file < 2; file++)
        {
            foreach (var write in pending[file]) Apply(durable[file], write, random);
            File.WriteAllBytes(file == 0 ? store : store + "-wal", durable[file].ToArray());
        }
        return [.. said.ToString().Split('\n')[..^1].Select(l => long.Parse(l, CultureInfo.InvariantCulture))];
    }

    private static void Apply(MemoryStream file, (char Kind, int File, long Offset, long Length, byte[] Bytes) write, Random? random)
    {
        if (write.Kind == 't')
        {
            if (random is null || random.Next(2) == 0) file.SetLength(write.Length);
            return;
        }
        for (int from = 0; from < write.Bytes.Length; from += SectorBytes)
        {
            if (random is not null && random.Next(2) == 0) continue;
            int length = Math.Min(SectorBytes, write.Bytes.Length - from);
            file.Position = write.Offset + from;
            file.Write(write.Bytes, from, length);
        }
    }
}
