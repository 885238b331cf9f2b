using Microsoft.Data.Sqlite;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>The statements that change records. Writer thread only, inside its transaction.</summary>
internal sealed class RecordTable : IDisposable
{
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _acknowledge;
    private readonly SqliteCommand _replay;
    private readonly SqliteCommand _delete;

    internal RecordTable(SqliteConnection connection)
    {
        _insert = Sql.Command(connection, """
            INSERT INTO record (stream_id, sequence, type, urgent, recorded_ms, bytes, topic, body, image)
            VALUES ($stream, $sequence, $type, $urgent, $now, $bytes, $topic, $body, $image)
            """, "$stream", "$sequence", "$type", "$urgent", "$now", "$bytes", "$topic", "$body", "$image");
        _acknowledge = Sql.Command(connection, """
            UPDATE record SET state = 2, acknowledged_ms = $now
            WHERE stream_id = $stream AND sequence = $sequence AND state < 2 RETURNING bytes
            """, "$now", "$stream", "$sequence");
        _replay = Sql.Command(connection, """
            UPDATE record SET state = 0, acknowledged_ms = NULL
            WHERE stream_id = $stream AND sequence BETWEEN $from AND $to AND state = 2 RETURNING bytes
            """, "$stream", "$from", "$to");
        _delete = Sql.Command(connection,
            "DELETE FROM record WHERE stream_id = $stream AND sequence = $sequence AND state < 2",
            "$stream", "$sequence");
    }

    internal void Insert(NewRecord record, long nowMs) => Sql.Run(_insert,
        record.StreamId, record.Sequence, record.Type, record.Urgent ? 1 : 0, nowMs,
        record.Body.Length + record.Image.Length, record.Topic, record.Body, record.Image);

    /// <summary>Bytes of the record; null if it is unknown or was acknowledged before.</summary>
    internal long? Acknowledge(long streamId, long sequence, long nowMs) => (long?)Sql.Scalar(_acknowledge, nowMs, streamId, sequence);

    /// <summary>How many acknowledged records of the range are stored again as unsent, and their bytes.</summary>
    internal (int Records, long Bytes) Replay(long streamId, long from, long to)
    {
        (int records, long bytes) = (0, 0);
        using SqliteDataReader row = Sql.Read(_replay, streamId, from, to);
        while (row.Read())
        {
            records++;
            bytes += row.GetInt64(0);
        }
        return (records, bytes);
    }

    /// <summary>Removes an acknowledged record without keeping it for replay. False if it is unknown or was acknowledged before.</summary>
    internal bool Delete(long streamId, long sequence) => Sql.Run(_delete, streamId, sequence) > 0;

    public void Dispose()
    {
        _delete.Dispose();
        _insert.Dispose();
        _acknowledge.Dispose();
        _replay.Dispose();
    }
}
