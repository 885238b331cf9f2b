using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// Gives what is pending in a camera's logs new names in a new epoch. Nothing pending is lost; what had arrived under its old name
/// without a cursor arrives once more under the new one. Tombstones stay: they speak of the old numbers. Writer thread only.
/// </summary>
internal sealed class EpochMover(SqliteConnection connection, StreamTable streams, DeviceIdentity identity) : IDisposable
{
    private const string PendingOf = "FROM record WHERE stream_id = $stream AND state < 2 AND type <> 'gap' ORDER BY sequence";

    private readonly SqliteCommand _numbers = Sql.Command(connection, "SELECT sequence " + PendingOf, "$stream");
    private readonly SqliteCommand _pending = Sql.Command(connection, "SELECT record_id, sequence, body " + PendingOf, "$stream");
    private readonly SqliteCommand _rename = Sql.Command(connection, """
        UPDATE record SET stream_id = $stream, sequence = $sequence, body = $body, bytes = length($body) + length(image), state = 0
        WHERE record_id = $id
        """, "$stream", "$sequence", "$body", "$id");

    /// <summary>Opens the epoch for each of the names that has a log, and moves. Returns how many records of each name.</summary>
    internal IEnumerable<(string Name, long Records)> Move(IReadOnlyList<string> names, long epoch)
    {
        // Old id to new id, before anything is rewritten: an event names its pictures and a picture its event.
        Dictionary<string, string> renamed = new(StringComparer.Ordinal);
        List<(StreamLog From, StreamLog To)> pairs = [];
        foreach (string name in names)
        {
            if (streams.EpochOf(name) is not long old) continue;
            StreamLog from = streams.Find(new StreamKey(name, old))!;
            StreamLog to = streams.Open(name, epoch);
            long next = to.End.NextSequence;
            foreach (long sequence in Numbers(from)) renamed[IdOf(from, sequence)] = IdOf(to, next++);
            pairs.Add((from, to));
        }
        foreach ((StreamLog from, StreamLog to) in pairs) Rename(from, to, renamed);
        return pairs.Select(p => (p.To.Key.Stream, p.To.End.NextSequence - 1));
    }

    public void Dispose()
    {
        _numbers.Dispose();
        _pending.Dispose();
        _rename.Dispose();
    }

    private void Rename(StreamLog from, StreamLog to, Dictionary<string, string> renamed)
    {
        List<(long RecordId, byte[] Body)> records = [];
        using (SqliteDataReader row = Sql.Read(_pending, from.Id))
        {
            while (row.Read()) records.Add((row.GetInt64(0), row.GetFieldValue<byte[]>(2)));
        }
        foreach ((long recordId, byte[] old) in records)
        {
            RecordName name = new(identity, to.Key, to.End.NextSequence);
            byte[] body = to.Key.IsKeyFrames ? Header(old, name, to, renamed) : Event(old, name, to, renamed);
            _ = Sql.Run(_rename, to.Id, name.Sequence, body, recordId);
            to.Append(body);
        }
    }

    private List<long> Numbers(StreamLog log)
    {
        List<long> numbers = [];
        using SqliteDataReader row = Sql.Read(_numbers, log.Id);
        while (row.Read()) numbers.Add(row.GetInt64(0));
        return numbers;
    }

    private string IdOf(StreamLog log, long sequence) => new RecordName(identity, log.Key, sequence).Id;

    private static byte[] Event(byte[] body, RecordName name, StreamLog log, Dictionary<string, string> renamed)
    {
        if (!EventText.TryReadEvent(body, out CloudEvent? value, out string? reason)) throw Damaged(name, reason);
        IReadOnlyList<EventKeyFrame>? frames = value.Data.KeyFrames is { } old
            ? [.. old.Select(f => f with { Id = renamed.GetValueOrDefault(f.Id, f.Id) })]
            : null;
        return EventText.Write(value with
        {
            Id = name.Id,
            Source = log.Source,
            Sequence = name.SequenceText,
            PreviousHash = log.PreviousHash,
            Data = value.Data with { KeyFrames = frames },
        });
    }

    private static byte[] Header(byte[] body, RecordName name, StreamLog log, Dictionary<string, string> renamed)
    {
        if (!EventText.TryReadHeader(body, out KeyFrameHeader? value, out string? reason)) throw Damaged(name, reason);
        return EventText.Write(value with
        {
            Id = name.Id,
            Source = log.Source,
            Sequence = name.SequenceText,
            Event = renamed.GetValueOrDefault(value.Event, value.Event),
            PreviousHash = log.PreviousHash,
        });
    }

    private static OutboxException Damaged(RecordName name, string reason) => new(OutboxErrorKind.Corrupt,
        $"a record that would become {name.Id} cannot be read ({reason}): run a check of the outbox, and keep the file for recovery");
}
