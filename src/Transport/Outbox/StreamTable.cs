using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// The logs of the store in memory, as the last commit left them plus what the running transaction adds. Writer thread only.
/// </summary>
internal sealed class StreamTable : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly DeviceIdentity _identity;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly Dictionary<string, StreamLog> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<StreamKey, long> _ids = [];

    internal StreamTable(SqliteConnection connection, DeviceIdentity identity)
    {
        _connection = connection;
        _identity = identity;
        _insert = Sql.Command(connection,
            "INSERT INTO stream (name, epoch, next_sequence, last_digest) VALUES ($name, $epoch, 1, $digest) RETURNING stream_id",
                "$name", "$epoch", "$digest");
        _update = Sql.Command(connection,
            "UPDATE stream SET next_sequence = $next, last_digest = $digest WHERE stream_id = $id",
            "$next", "$digest", "$id");
        Reload();
    }

    /// <summary>Back to what is committed; after a rollback.</summary>
    internal void Reload()
    {
        _current.Clear();
        _ids.Clear();
        // Ascending epochs: the last one of a name stays as the current one.
        using SqliteCommand command = Sql.Command(_connection,
            "SELECT stream_id, name, epoch, next_sequence, last_digest FROM stream ORDER BY epoch");
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            StreamKey key = new(row.GetString(1), row.GetInt64(2));
            StreamEnd end = new(row.GetInt64(3), row.GetFieldValue<byte[]>(4));
            _ids[key] = row.GetInt64(0);
            _current[key.Stream] = new StreamLog(row.GetInt64(0), key, RecordName.SourceOf(_identity, key), end);
        }
    }

    /// <summary>The row of a log, of whatever epoch; null if the store has none.</summary>
    internal long? IdOf(StreamKey key) => _ids.TryGetValue(key, out long id) ? id : null;

    /// <summary>The log that takes new records; made, with the clock's second as its epoch, when the name is new.</summary>
    internal StreamLog Current(string name, DateTimeOffset now)
    {
        if (_current.TryGetValue(name, out StreamLog? log)) return log;
        // A clock that was never set would give 0 or less.
        StreamKey key = new(name, Math.Max(1, now.ToUnixTimeSeconds()));
        string source = RecordName.SourceOf(_identity, key);
        StreamEnd end = new(1, HashChain.FirstDigest(source));
        long id = (long)Sql.Scalar(_insert, name, key.Epoch, end.LastDigest)!;
        log = new StreamLog(id, key, source, end);
        _ids.Add(key, id);
        _current.Add(name, log);
        return log;
    }

    /// <summary>Writes the ends that the running transaction moved.</summary>
    internal void Save()
    {
        foreach (StreamLog log in _current.Values)
        {
            if (!log.IsChanged) continue;
            Sql.Run(_update, log.End.NextSequence, log.End.LastDigest, log.Id);
            log.IsChanged = false;
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
    }
}
