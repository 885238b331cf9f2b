using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// The logs of the store in memory, as the last commit left them plus what the running transaction changes. Writer thread only.
/// </summary>
internal sealed class StreamTable : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly DeviceIdentity _identity;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    // Names are those of our own birth; far more than a box has cameras.
    private const int FloorsMax = 4096;

    private readonly Dictionary<string, long> _floors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StreamLog> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<StreamKey, StreamLog> _all = [];
    private readonly Dictionary<long, StreamLog> _byId = [];

    internal StreamTable(SqliteConnection connection, DeviceIdentity identity)
    {
        _connection = connection;
        _identity = identity;
        _insert = Sql.Command(connection,
            "INSERT INTO stream (name, epoch, next_sequence, last_digest) VALUES ($name, $epoch, 1, $digest) RETURNING stream_id",
                "$name", "$epoch", "$digest");
        _update = Sql.Command(connection,
            "UPDATE stream SET next_sequence = $next, last_digest = $digest, committed_sequence = $committed, sealed_sequence = $sealed " +
            "WHERE stream_id = $id",
            "$next", "$digest", "$committed", "$sealed", "$id");
        Reload();
    }

    /// <summary>Another one after each <see cref="Reload"/>.</summary>
    internal long Generation { get; private set; }

    /// <summary>Back to what is committed; after a rollback, or when records that were built are not inserted.</summary>
    internal void Reload()
    {
        Generation++;
        _current.Clear();
        _all.Clear();
        _byId.Clear();
        // Ascending epochs: the last one of a name stays as the current one.
        using SqliteCommand command = Sql.Command(_connection,
            "SELECT stream_id, name, epoch, next_sequence, last_digest, committed_sequence, sealed_sequence FROM stream ORDER BY epoch");
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            StreamKey key = new(row.GetString(1), row.GetInt64(2));
            StreamEnd end = new(row.GetInt64(3), row.GetFieldValue<byte[]>(4));
            Add(new StreamLog(row.GetInt64(0), key, RecordName.SourceOf(_identity, key), end)
            {
                Committed = row.GetInt64(5),
                Sealed = row.GetInt64(6),
            });
        }
    }

    /// <summary>The logs of all epochs.</summary>
    internal IEnumerable<StreamLog> All => _all.Values;

    /// <summary>The logs that take new records.</summary>
    internal IEnumerable<StreamLog> Currents => _current.Values;

    /// <summary>The log of whatever epoch; null if the store has none.</summary>
    internal StreamLog? Find(StreamKey key) => _all.GetValueOrDefault(key);

    /// <summary>The log with this row.</summary>
    internal StreamLog Of(long id) => _byId[id];

    /// <summary>The epoch that takes new records; null when the name is new.</summary>
    internal long? EpochOf(string name) => _current.TryGetValue(name, out StreamLog? log) ? log.Key.Epoch : null;

    /// <summary>A log that is not here yet was seen outside in this epoch: when it is made, its epoch will be above.</summary>
    internal void SetFloor(StreamKey seen)
    {
        if (_current.ContainsKey(seen.Stream) || _floors.Count >= FloorsMax) return;
        _floors[seen.Stream] = Math.Max(seen.Epoch + 1, _floors.GetValueOrDefault(seen.Stream));
    }

    /// <summary>True if a log has been seen that is further on than the current one of that name (contract D2).</summary>
    internal bool IsBehind(StreamKey seen, long lastSequence)
    {
        if (!_current.TryGetValue(seen.Stream, out StreamLog? log)) return false;
        return seen.Epoch > log.Key.Epoch || (seen.Epoch == log.Key.Epoch && lastSequence >= log.End.NextSequence);
    }

    /// <summary>The log that takes new records; made, with the clock's second as its epoch, when the name is new.</summary>
    internal StreamLog Current(string name, DateTimeOffset now)
    {
        if (_current.TryGetValue(name, out StreamLog? log)) return log;
        // A clock that was never set would give 0 or less.
        return Open(name, Math.Max(_floors.GetValueOrDefault(name, 1), now.ToUnixTimeSeconds()));
    }

    /// <summary>A new epoch, above every earlier one of that name.</summary>
    internal StreamLog Open(string name, long epoch)
    {
        StreamKey key = new(name, epoch);
        string source = RecordName.SourceOf(_identity, key);
        StreamEnd end = new(1, HashChain.FirstDigest(source));
        long id = (long)Sql.Scalar(_insert, name, key.Epoch, end.LastDigest)!;
        StreamLog log = new(id, key, source, end);
        Add(log);
        return log;
    }

    /// <summary>Writes what the running transaction changed.</summary>
    internal void Save()
    {
        foreach (StreamLog log in _all.Values)
        {
            if (!log.IsChanged) continue;
            Sql.Run(_update, log.End.NextSequence, log.End.LastDigest, log.Committed, log.Sealed, log.Id);
            log.IsChanged = false;
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
    }

    private void Add(StreamLog log)
    {
        _all.Add(log.Key, log);
        _byId.Add(log.Id, log);
        _current[log.Key.Stream] = log;
    }
}
