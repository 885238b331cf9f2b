using System.Data.Common;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// A platform's store in PostgreSQL, for processes on several machines: a log's row is locked while its watermark moves (contract C7).
/// It works with any provider that takes <c>$1</c> parameters; made for Npgsql, which the platform references, not this library.
/// </summary>
public sealed class PostgresConsumerStore : IConsumerStore
{
    private const string ResourceName = "SafeCity.Edge.Transport.Consumer.consumer-postgres.sql";

    // Any number, the same for all: two processes that make the tables at the same time would both fail.
    private const long TablesLock = 0x53436F62;

    internal const string LogColumns = "log_id, org, site, device, stream, epoch, watermark, last_hash";

    private readonly DbDataSource _source;

    private PostgresConsumerStore(DbDataSource source) => _source = source;

    /// <summary>Makes the tables where they are missing.</summary>
    /// <param name="source">Connections; not disposed here.</param>
    /// <exception cref="DbException">The database cannot be reached or used.</exception>
    public static PostgresConsumerStore Open(DbDataSource source)
    {
        using DbConnection connection = source.OpenConnection();
        using DbTransaction transaction = connection.BeginTransaction();
        DbStatements statements = new(connection, transaction);
        _ = statements.Scalar("SELECT 1 FROM pg_advisory_xact_lock($1)", TablesLock);
        foreach (string statement in Text().Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            _ = statements.Run(statement);
        transaction.Commit();
        return new PostgresConsumerStore(source);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredLog> Logs() => Read($"SELECT {LogColumns} FROM sc_log ORDER BY log_id", Log);

    /// <inheritdoc/>
    public IConsumerTransaction Begin() => PostgresConsumerTransaction.Begin(_source);

    /// <inheritdoc/>
    public IReadOnlyList<StoredGap> Gaps(StoredLog log) =>
        [.. Read("""
            SELECT e.body FROM sc_explained e JOIN sc_log l USING (log_id) WHERE e.log_id = $1 AND e.first <= l.watermark ORDER BY e.first
            """, row => row.GetFieldValue<byte[]>(0), log.Id).SelectMany(Gap)];

    /// <inheritdoc/>
    public IReadOnlyList<StoredRecord> Released(StoredLog log, long afterSequence, int recordsMax) => Read("""
        SELECT r.sequence, r.previous_hash, r.hash, r.body, r.image FROM sc_record r JOIN sc_log l USING (log_id)
        WHERE r.log_id = $1 AND r.sequence > $2 AND r.sequence <= l.watermark ORDER BY r.sequence LIMIT $3
        """, row => new StoredRecord(new RecordName(log.Device, log.Stream, row.GetInt64(0)), row.GetString(1), row.GetString(2),
            row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4)), log.Id, afterSequence, recordsMax);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The source is the caller's, and every connection is given back after its use.
    }

    internal static StoredLog Log(DbDataReader row) => new(
        row.GetInt64(0),
        new DeviceIdentity(row.GetString(1), row.GetString(2), row.GetString(3)),
        new StreamKey(row.GetString(4), row.GetInt64(5)),
        row.GetInt64(6),
        row.IsDBNull(7) ? null : row.GetString(7));

    private static IEnumerable<StoredGap> Gap(byte[] body) =>
        EventText.TryReadEvent(body, out CloudEvent? value, out _) && value.Data.Gap is { } gap ? [new StoredGap(gap, body)] : [];

    private List<T> Read<T>(string text, Func<DbDataReader, T> take, params ReadOnlySpan<object?> values)
    {
        using DbConnection connection = _source.OpenConnection();
        return new DbStatements(connection, null).Rows(text, take, values);
    }

    private static string Text()
    {
        using Stream stream = typeof(PostgresConsumerStore).Assembly.GetManifestResourceStream(ResourceName)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
