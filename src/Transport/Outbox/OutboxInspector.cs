using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// Looks into a store without changing it and without its lock: also while an agent works on it. Everything is of one moment, that of the
/// opening.
/// </summary>
public sealed class OutboxInspector : IDisposable
{
    private readonly SqliteConnection _connection;

    private OutboxState? _state;

    private OutboxInspector(string path, SqliteConnection connection) => (Path, _connection) = (path, connection);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What is in it. Read when it is asked for: a check first looks whether the file can be read at all.</summary>
    /// <exception cref="OutboxException">The file is damaged.</exception>
    public OutboxState State => _state ??= ReadState();

    /// <summary>Opens a store.</summary>
    /// <exception cref="OutboxException">There is none, or it is not one.</exception>
    public static OutboxInspector Open(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        if (!File.Exists(path))
            throw new OutboxException(OutboxErrorKind.StorageFault, $"there is no outbox {path}: name the folder that the agent was given with --data");
        SqliteConnection? connection = null;
        try
        {
            connection = OutboxFile.Connect(path, SqliteOpenMode.ReadOnly);
            OutboxSchema.CheckOwner(connection, path);
            OutboxFile.Execute(connection, "BEGIN");
            return new OutboxInspector(path, connection);
        }
        catch (Exception e)
        {
            connection?.Dispose();
            if (e is SqliteException fault) throw SqliteFaults.Translate(fault, path);
            throw;
        }
    }

    /// <summary>
    /// Every record that the store holds, exactly as it is sent, by log and sequence: an archive whose logs begin in the middle.
    /// </summary>
    public IEnumerable<ArchiveRecord> Records()
    {
        foreach (OutboxLogState log in State.Logs)
        {
            foreach (StoredRow row in Rows(log.Stream)) yield return new ArchiveRecord(row.Body, row.Image);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    internal IEnumerable<StoredRow> Rows(StreamKey stream)
    {
        using SqliteCommand command = Sql.Command(_connection, """
            SELECT r.sequence, coalesce(r.last_sequence, r.sequence), r.type, r.bytes, r.topic, r.body, r.image
            FROM record r JOIN stream s USING (stream_id) WHERE s.name = $name AND s.epoch = $epoch ORDER BY r.sequence
            """, "$name", "$epoch");
        using SqliteDataReader row = Sql.Read(command, stream.Stream, stream.Epoch);
        while (row.Read())
        {
            yield return new StoredRow(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3), row.GetString(4),
                row.GetFieldValue<byte[]>(5), row.GetFieldValue<byte[]>(6));
        }
    }

    internal IReadOnlyList<string> Column(string sql)
    {
        using SqliteCommand command = Sql.Command(_connection, sql);
        using SqliteDataReader row = command.ExecuteReader();
        List<string> values = [];
        while (row.Read()) values.Add(row.GetValue(0).ToString()!);
        return values;
    }

    /// <summary>Digest of the last record of a log, as its row says.</summary>
    internal string LastDigest(StreamKey stream)
    {
        using SqliteCommand command = Sql.Command(_connection, "SELECT last_digest FROM stream WHERE name = $name AND epoch = $epoch",
            "$name", "$epoch");
        return HashChain.Text((byte[])Sql.Scalar(command, stream.Stream, stream.Epoch)!);
    }

    private OutboxState ReadState()
    {
        try
        {
            return Read();
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Translate(e, Path);
        }
    }

    private OutboxState Read()
    {
        // The file of an earlier agent, which no newer one has opened yet, has fewer columns.
        bool hasConsumer = Column("SELECT name FROM pragma_table_info('store') WHERE name = 'consumer'").Count > 0;
        using SqliteCommand store = Sql.Command(_connection,
            $"SELECT org, site, device, boot, {(hasConsumer ? "consumer" : "NULL")} FROM store");
        using SqliteDataReader row = store.ExecuteReader();
        if (!row.Read()) throw SqliteFaults.Damaged(Path, "its store row is missing", null);
        DeviceIdentity device = new(row.GetString(0), row.GetString(1), row.GetString(2));
        return new OutboxState(device, row.GetInt64(3), row.IsDBNull(4) ? null : row.GetString(4),
            [.. Logs()],
            [.. Rows("SELECT reason, type, records FROM shed ORDER BY reason, type", r => (r.GetString(0), r.GetString(1), r.GetInt64(2)))],
            [.. Rows("""
                SELECT s.name, s.epoch, q.sequence, q.cause FROM quarantine q JOIN stream s USING (stream_id) ORDER BY q.quarantine_id
                """, r => (new StreamKey(r.GetString(0), r.GetInt64(1)), r.GetInt64(2), r.GetString(3)))]);
    }

    private IEnumerable<OutboxLogState> Logs() => Rows("""
        SELECT s.name, s.epoch, s.epoch = (SELECT max(c.epoch) FROM stream c WHERE c.name = s.name), s.next_sequence, s.committed_sequence,
               count(r.record_id) FILTER (WHERE r.state < 2), count(r.record_id) FILTER (WHERE r.state = 2), coalesce(sum(r.bytes), 0),
               min(r.recorded_ms) FILTER (WHERE r.state < 2)
        FROM stream s LEFT JOIN record r USING (stream_id) GROUP BY s.stream_id ORDER BY s.name, s.epoch
        """, r => new OutboxLogState(
            new StreamKey(r.GetString(0), r.GetInt64(1)), r.GetInt64(2) == 1, r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6),
            r.GetInt64(7), r.IsDBNull(8) ? null : DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(8))));

    private IEnumerable<T> Rows<T>(string sql, Func<SqliteDataReader, T> take)
    {
        using SqliteCommand command = Sql.Command(_connection, sql);
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read()) yield return take(row);
    }
}
