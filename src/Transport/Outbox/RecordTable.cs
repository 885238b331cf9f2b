using Microsoft.Data.Sqlite;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>The statements that change records. Writer thread only, inside its transaction.</summary>
internal sealed class RecordTable : IDisposable
{
    // Enough to see what was wrong with them; the oldest go.
    private const int QuarantineRecordsMax = 100;

    private readonly InsertStatement _insert;
    private readonly SqliteCommand _acknowledge;
    private readonly SqliteCommand _replay;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _deleteUpTo;
    private readonly SqliteCommand _pending;
    private readonly SqliteCommand _setAside;
    private readonly SqliteCommand _before;
    private readonly SqliteCommand _eraseRing;
    private readonly SqliteCommand _trimAside;

    private long _lastId;

    internal RecordTable(SqliteConnection connection)
    {
        using SqliteCommand last = Sql.Command(connection, "SELECT coalesce(max(record_id), 0) FROM record");
        _lastId = (long)last.ExecuteScalar()!;
        _insert = new InsertStatement(connection);
        _acknowledge = Sql.Command(connection, """
            UPDATE record SET state = 2, acknowledged_ms = $now
            WHERE stream_id = $stream AND sequence BETWEEN $first AND $last AND state < 2 RETURNING bytes
            """, "$now", "$stream", "$first", "$last");
        _replay = Sql.Command(connection, """
            UPDATE record SET state = 0, acknowledged_ms = NULL
            WHERE stream_id = $stream AND sequence <= $to AND coalesce(last_sequence, sequence) >= $from AND state = 2 RETURNING bytes
            """, "$stream", "$from", "$to");
        _delete = Sql.Command(connection,
            "DELETE FROM record WHERE stream_id = $stream AND sequence = $sequence AND state < 2",
            "$stream", "$sequence");
        // A tombstone that reaches beyond the cursor stays; what is in the replay ring is the ring's business.
        _deleteUpTo = Sql.Command(connection, """
            DELETE FROM record
            WHERE stream_id = $stream AND sequence <= $last AND coalesce(last_sequence, sequence) <= $last AND state < 2
            """, "$stream", "$last");
        _pending = Sql.Command(connection, """
            SELECT record_id, stream_id, sequence, type, bytes FROM record
            WHERE stream_id = $stream AND sequence = $sequence AND state < 2 AND type <> 'gap'
            """, "$stream", "$sequence");
        _before = Sql.Command(connection, """
            SELECT record_id, stream_id, sequence, type, bytes FROM record
            WHERE stream_id = $stream AND recorded_ms < $before AND state < 2 AND type <> 'gap' ORDER BY sequence
            """, "$stream", "$before");
        _eraseRing = Sql.Command(connection, "DELETE FROM record WHERE stream_id = $stream AND recorded_ms < $before AND state = 2",
            "$stream", "$before");
        _setAside = Sql.Command(connection, """
            INSERT INTO quarantine (stream_id, sequence, cause, aside_ms, type, topic, body, image)
            SELECT stream_id, sequence, $cause, $now, type, topic, body, image FROM record WHERE record_id = $id
            """, "$cause", "$now", "$id");
        _trimAside = Sql.Command(connection,
            $"DELETE FROM quarantine WHERE quarantine_id <= (SELECT max(quarantine_id) FROM quarantine) - {QuarantineRecordsMax}");
    }

    /// <summary>Highest number of a row that this process has given.</summary>
    internal long LastId => _lastId;

    /// <summary>
    /// The next row's number. SQLite would give the number of a deleted row again; who looks from a place on needs new ones.
    /// </summary>
    internal long NextId() => ++_lastId;

    internal void Insert(NewRecord record, long nowMs) => _insert.Run(NextId(), record, nowMs);

    /// <summary>Puts the records of the range that are not acknowledged yet into the ring; how many, and their bytes.</summary>
    internal (int Records, long Bytes) Acknowledge(long streamId, SequenceSpan range, long nowMs) =>
        Sum(Sql.Read(_acknowledge, nowMs, streamId, range.First, range.Last));

    /// <summary>How many acknowledged records of the range are stored again as unsent, and their bytes.</summary>
    internal (int Records, long Bytes) Replay(long streamId, long from, long to) => Sum(Sql.Read(_replay, streamId, from, to));

    /// <summary>Number and sum of a statement that returns bytes.</summary>
    internal static (int Records, long Bytes) Sum(SqliteDataReader read)
    {
        (int records, long bytes) = (0, 0);
        using SqliteDataReader row = read;
        while (row.Read())
        {
            records++;
            bytes += row.GetInt64(0);
        }
        return (records, bytes);
    }

    /// <summary>Removes an acknowledged record without keeping it for replay. False if it is unknown or was acknowledged before.</summary>
    internal bool Delete(long streamId, long sequence) => Sql.Run(_delete, streamId, sequence) > 0;

    /// <summary>Removes what a cursor covers.</summary>
    internal void DeleteUpTo(long streamId, long last) => Sql.Run(_deleteUpTo, streamId, last);

    /// <summary>A pending record that is no tombstone; null if there is none.</summary>
    internal Victim? Pending(long streamId, long sequence)
    {
        using SqliteDataReader row = Sql.Read(_pending, streamId, sequence);
        return row.Read() ? Sql.Victim(row) : null;
    }

    /// <summary>Pending records of a log that were recorded before, by sequence; no tombstones.</summary>
    internal List<Victim> Before(long streamId, long beforeMs)
    {
        List<Victim> victims = [];
        using SqliteDataReader row = Sql.Read(_before, streamId, beforeMs);
        while (row.Read()) victims.Add(Sql.Victim(row));
        return victims;
    }

    /// <summary>Deletes acknowledged records of a log that were recorded before; how many.</summary>
    internal int EraseRing(long streamId, long beforeMs) => Sql.Run(_eraseRing, streamId, beforeMs);

    /// <summary>Copies a record into the quarantine.</summary>
    internal void SetAside(Victim victim, string cause, long nowMs)
    {
        _ = Sql.Run(_setAside, cause, nowMs, victim.RecordId);
        _ = Sql.Run(_trimAside);
    }

    public void Dispose()
    {
        _trimAside.Dispose();
        _before.Dispose();
        _eraseRing.Dispose();
        _setAside.Dispose();
        _pending.Dispose();
        _deleteUpTo.Dispose();
        _delete.Dispose();
        _insert.Dispose();
        _acknowledge.Dispose();
        _replay.Dispose();
    }
}
