using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>A platform's store in one SQLite file: the embedded default. Several processes on one machine may share it.</summary>
public sealed class SqliteConsumerStore : IConsumerStore
{
    private const string ResourceName = "SafeCity.Edge.Transport.Consumer.consumer.sql";

    // Another process that commits holds the lock for one transaction.
    private const int BusyTimeoutMs = 10_000;

    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();

    private SqliteConsumerStore(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="OutboxException">It is no database, or cannot be written.</exception>
    public static SqliteConsumerStore Open(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            // FULL: the box deletes at the cursor, so what it covers must survive a power cut here (contract C4).
            OutboxFile.Execute(connection, $"PRAGMA busy_timeout = {BusyTimeoutMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            OutboxFile.Execute(connection, Text());
            if (!HasBodies(connection)) OutboxFile.Execute(connection, "ALTER TABLE explained ADD COLUMN body BLOB NOT NULL DEFAULT x''");
            return new SqliteConsumerStore(connection);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new OutboxException(OutboxErrorKind.StorageFault,
                $"the platform's store {path} cannot be opened ({e.Message.TrimEnd('.')}): name another file, or give write access", e);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredLog> Logs()
    {
        lock (_gate)
        {
            using SqliteCommand command = Sql.Command(_connection,
                "SELECT log_id, org, site, device, stream, epoch, watermark, last_hash FROM log ORDER BY log_id");
            using SqliteDataReader row = command.ExecuteReader();
            List<StoredLog> logs = [];
            while (row.Read()) logs.Add(SqliteConsumerTransaction.Log(row));
            return logs;
        }
    }

    /// <inheritdoc/>
    public IConsumerTransaction Begin() => new SqliteConsumerTransaction(_connection, _gate);

    /// <inheritdoc/>
    public IReadOnlyList<StoredRecord> Released(StoredLog log, long afterSequence, int recordsMax)
    {
        lock (_gate)
        {
            using SqliteCommand command = Sql.Command(_connection, """
                SELECT r.sequence, r.previous_hash, r.hash, r.body, r.image FROM record r JOIN log l USING (log_id)
                WHERE r.log_id = $log AND r.sequence > $after AND r.sequence <= l.watermark ORDER BY r.sequence LIMIT $max
                """, "$log", "$after", "$max");
            using SqliteDataReader row = Sql.Read(command, log.Id, afterSequence, recordsMax);
            List<StoredRecord> records = [];
            while (row.Read())
            {
                records.Add(new StoredRecord(new RecordName(log.Device, log.Stream, row.GetInt64(0)), row.GetString(1), row.GetString(2),
                    row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4)));
            }
            return records;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredGap> Gaps(StoredLog log)
    {
        lock (_gate)
        {
            using SqliteCommand command = Sql.Command(_connection, """
                SELECT e.body FROM explained e JOIN log l USING (log_id)
                WHERE e.log_id = $log AND e.first <= l.watermark AND length(e.body) > 0 ORDER BY e.first
                """, "$log");
            using SqliteDataReader row = Sql.Read(command, log.Id);
            List<StoredGap> gaps = [];
            while (row.Read())
            {
                byte[] body = row.GetFieldValue<byte[]>(0);
                if (EventText.TryReadEvent(body, out CloudEvent? value, out _) && value.Data.Gap is { } gap) gaps.Add(new StoredGap(gap, body));
            }
            return gaps;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    // A store of an earlier version kept only what a tombstone said, not its bytes.
    private static bool HasBodies(SqliteConnection connection)
    {
        using SqliteCommand command = Sql.Command(connection, "SELECT count(*) FROM pragma_table_info('explained') WHERE name = 'body'");
        return (long)command.ExecuteScalar()! > 0;
    }

    private static string Text()
    {
        using Stream stream = typeof(SqliteConsumerStore).Assembly.GetManifestResourceStream(ResourceName)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
