using Microsoft.Data.Sqlite;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// Acknowledged records that are kept for a while, because a consumer may have missed what its broker took. Bounded by number, bytes
/// and age, whichever comes first; the oldest goes first. Writer thread only, inside its transaction.
/// </summary>
internal sealed class ReplayRing : IDisposable
{
    private readonly OutboxOptions _options;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _oldest;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _deleteOldest;
    private long _records;
    private long _bytes;
    private long _lastMs;

    internal ReplayRing(SqliteConnection connection, OutboxOptions options)
    {
        _options = options;
        _connection = connection;
        _oldest = Sql.Command(connection,
            "SELECT record_id, bytes, acknowledged_ms FROM record WHERE state = 2 ORDER BY acknowledged_ms, record_id LIMIT 1");
        _delete = Sql.Command(connection, "DELETE FROM record WHERE record_id = $id", "$id");
        _deleteOldest = Sql.Command(connection, """
            DELETE FROM record WHERE record_id IN
                (SELECT record_id FROM record WHERE state = 2 ORDER BY acknowledged_ms, record_id LIMIT $count) RETURNING bytes
            """, "$count");
        Reload();
    }

    /// <summary>Back to what is committed; after a rollback.</summary>
    internal void Reload()
    {
        using SqliteCommand sum = Sql.Command(_connection,
            "SELECT count(*), coalesce(sum(bytes), 0), coalesce(max(acknowledged_ms), 0) FROM record WHERE state = 2");
        using SqliteDataReader row = sum.ExecuteReader();
        _ = row.Read();
        (_records, _bytes, _lastMs) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    /// <summary>The time to note for an acknowledgement: the clock's, but never before an earlier one (the clock may jump back).</summary>
    internal long Stamp(DateTimeOffset now) => _lastMs = Math.Max(_lastMs, now.ToUnixTimeMilliseconds());

    internal void Added(int records, long bytes)
    {
        _records += records;
        _bytes += bytes;
    }

    internal void Removed(int records, long bytes)
    {
        _records -= records;
        _bytes -= bytes;
    }

    /// <summary>Deletes until the limits hold.</summary>
    internal void Trim(DateTimeOffset now) => Trim(now, _options.ReplayRecordsMax, _options.ReplayBytesMax);

    /// <summary>
    /// Gives up the whole ring: room for new records comes before replay (contract D8). False if there was nothing to give.
    /// </summary>
    internal bool Empty(DateTimeOffset now)
    {
        if (_records == 0) return false;
        Trim(now, 0, 0);
        return true;
    }

    public void Dispose()
    {
        _oldest.Dispose();
        _delete.Dispose();
        _deleteOldest.Dispose();
    }

    private void Trim(DateTimeOffset now, long recordsMax, long bytesMax)
    {
        if (_records > recordsMax)
        {
            (int gone, long goneBytes) = RecordTable.Sum(Sql.Read(_deleteOldest, _records - recordsMax));
            Removed(gone, goneBytes);
        }
        while (_records > 0)
        {
            long id;
            long bytes;
            using (SqliteDataReader row = _oldest.ExecuteReader())
            {
                if (!row.Read() || !IsOver(recordsMax, bytesMax, row.GetInt64(2), now)) return;
                (id, bytes) = (row.GetInt64(0), row.GetInt64(1));
            }
            _ = Sql.Run(_delete, id);
            Removed(1, bytes);
        }
    }

    private bool IsOver(long recordsMax, long bytesMax, long acknowledgedMs, DateTimeOffset now) =>
        _records > recordsMax || _bytes > bytesMax
            || now.ToUnixTimeMilliseconds() - acknowledgedMs > _options.ReplayAgeMax.TotalMilliseconds;
}
