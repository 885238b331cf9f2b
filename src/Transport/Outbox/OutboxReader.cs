using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>The reading side: its own connection, so that it sees committed records only and never waits for the writer.</summary>
internal sealed class OutboxReader : IDisposable
{
    // Bodies and images of one look, so that 500 big key frames do not fill the memory; at least one record is always given.
    private const long BytesPerReadMax = 8 * 1024 * 1024;

    // "state < 2" is the condition of the index record_pending in its own words: without it SQLite walks through the replay ring.
    internal const string PendingSql = """
        SELECT r.sequence, r.topic, r.bytes, r.body, r.image FROM record r JOIN stream s USING (stream_id)
        WHERE s.name = $name AND s.epoch = $epoch AND r.sequence > $after AND r.state < 2 AND r.state = 0 ORDER BY r.sequence
        """;

    internal static readonly string[] PendingNames = ["$name", "$epoch", "$after"];

    private readonly Lock _gate = new();
    private readonly OutboxFile _file;
    private readonly SqliteCommand _positions;
    private readonly SqliteCommand _pending;
    private readonly SqliteCommand _counts;
    private readonly SqliteCommand _reply;

    internal OutboxReader(OutboxFile file)
    {
        _file = file;
        _positions = Sql.Command(file.Reader, """
            SELECT s.name, s.epoch, s.next_sequence,
                   max(s.committed_sequence, coalesce(
                       (SELECT min(r.sequence) FROM record r WHERE r.stream_id = s.stream_id AND r.state < 2), s.next_sequence) - 1),
                   s.epoch = (SELECT max(c.epoch) FROM stream c WHERE c.name = s.name),
                   (SELECT max(c.epoch) FROM stream c WHERE c.name = s.name AND c.epoch < s.epoch)
            FROM stream s ORDER BY s.name, s.epoch
            """);
        _pending = Sql.Command(file.Reader, PendingSql, PendingNames);
        _reply = Sql.Command(file.Reader, "SELECT reply FROM command WHERE command_id = $id", "$id");
        _counts = Sql.Command(file.Reader, """
            SELECT s.name, s.next_sequence - 1,
                   (SELECT count(*) FROM record r WHERE r.stream_id = s.stream_id AND r.state < 2 AND r.type <> 'gap'),
                   (SELECT coalesce(sum(records), 0) FROM shed WHERE (type = 'keyframe') = (s.name LIKE '%.kf'))
            FROM stream s
            """);
    }

    internal List<StreamPosition> Positions() => Read(_positions, [], static row =>
    {
        List<StreamPosition> positions = [];
        while (row.Read())
        {
            StreamPosition position = new(new StreamKey(row.GetString(0), row.GetInt64(1)), row.GetInt64(2), row.GetInt64(3),
                row.IsDBNull(5) ? null : row.GetInt64(5));
            bool isCurrent = row.GetInt64(4) == 1;
            if (isCurrent || position.CommittedSequence < position.NextSequence - 1) positions.Add(position);
        }
        return positions;
    });

    /// <summary>
    /// Records that are not acknowledged; <paramref name="isAcknowledged"/> says so of those that the writer has not stored yet.
    /// </summary>
    internal List<OutboxRecord> Unacknowledged(StreamKey stream, long after, int recordsMax, Predicate<Acknowledgement> isAcknowledged) =>
        Read(_pending, [stream.Stream, stream.Epoch, after], row =>
        {
            List<OutboxRecord> records = [];
            long bytes = 0;
            while (records.Count < recordsMax && row.Read())
            {
                long sequence = row.GetInt64(0);
                if (isAcknowledged(new Acknowledgement(stream, sequence))) continue;
                bytes += row.GetInt64(2);
                if (records.Count > 0 && bytes > BytesPerReadMax) break;
                records.Add(new OutboxRecord(stream, sequence,
                    row.GetString(1), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4)));
            }
            return records;
        });

    /// <summary>The stored reply of a command; null when there is none.</summary>
    internal byte[]? Reply(string commandId) => Read(_reply, [commandId], static row => row.Read() ? row.GetFieldValue<byte[]>(0) : null);

    /// <summary>What the store holds and has held.</summary>
    internal StoredCounts Counts() => Read(_counts, [], static row =>
    {
        StoredCounts counts = default;
        while (row.Read())
        {
            bool isKeyFrames = new StreamKey(row.GetString(0), 0).IsKeyFrames;
            (long recorded, long pending, long shed) = (row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
            counts = isKeyFrames
                ? counts with
                {
                    KeyFrames = counts.KeyFrames + recorded,
                    KeyFramesPending = counts.KeyFramesPending + pending,
                    KeyFramesShed = shed,
                }
                : counts with { Events = counts.Events + recorded, EventsPending = counts.EventsPending + pending, EventsShed = shed };
        }
        return counts;
    });

    public void Dispose()
    {
        _positions.Dispose();
        _pending.Dispose();
        _counts.Dispose();
        _reply.Dispose();
    }

    private T Read<T>(SqliteCommand command, object[] values, Func<SqliteDataReader, T> take)
    {
        lock (_gate)
        {
            try
            {
                using SqliteDataReader row = Sql.Read(command, values);
                return take(row);
            }
            catch (SqliteException e)
            {
                throw SqliteFaults.Translate(e, _file.Path);
            }
        }
    }
}
