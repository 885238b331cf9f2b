using System.Data.Common;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>A transaction of <see cref="PostgresConsumerStore"/>: a connection of its own, and a lock on the row of each log it changes.</summary>
internal sealed class PostgresConsumerTransaction : IConsumerTransaction
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly DbStatements _statements;

    private PostgresConsumerTransaction(DbConnection connection, DbTransaction transaction)
    {
        (_connection, _transaction) = (connection, transaction);
        _statements = new DbStatements(connection, transaction);
    }

    internal static PostgresConsumerTransaction Begin(DbDataSource source)
    {
        DbConnection connection = source.OpenConnection();
        DbTransaction? transaction = null;
        try
        {
            transaction = connection.BeginTransaction();
            PostgresConsumerTransaction begun = new(connection, transaction);
            // The box deletes at the cursor, so what it covers must survive a power cut here, whatever the server's default is (C4).
            _ = begun._statements.Run("SET LOCAL synchronous_commit = on");
            return begun;
        }
        catch (DbException)
        {
            transaction?.Dispose();
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public StoredLog Lock(DeviceIdentity device, StreamKey stream)
    {
        object[] name = [device.Org, device.Site, device.Device, stream.Stream, stream.Epoch];
        _ = _statements.Run(
            "INSERT INTO sc_log (org, site, device, stream, epoch) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", name);
        return _statements.Rows($"""
            SELECT {PostgresConsumerStore.LogColumns} FROM sc_log
            WHERE org = $1 AND site = $2 AND device = $3 AND stream = $4 AND epoch = $5 FOR UPDATE
            """, PostgresConsumerStore.Log, name)[0];
    }

    /// <inheritdoc/>
    public bool Insert(StoredLog log, StoredRecord record) => _statements.Run("""
        INSERT INTO sc_record (log_id, sequence, previous_hash, hash, body, image) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
        """, log.Id, record.Name.Sequence, record.PreviousHash, record.Hash, record.Body.ToArray(), record.Image.ToArray()) > 0;

    /// <inheritdoc/>
    public string? FindHash(StoredLog log, long sequence) =>
        (string?)_statements.Scalar("SELECT hash FROM sc_record WHERE log_id = $1 AND sequence = $2", log.Id, sequence);

    /// <inheritdoc/>
    public void Explain(StoredLog log, long from, StoredGap gap) => _statements.Run("""
        INSERT INTO sc_explained (log_id, first, last, reason, last_hash, body) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
        """, log.Id, from, gap.Gap.To, gap.Gap.Reason, gap.Gap.LastHash, gap.Body.ToArray());

    /// <inheritdoc/>
    public IReadOnlyList<StoredChunk> AddChunk(StoredLog log, StoredChunk chunk)
    {
        _ = _statements.Run("DELETE FROM sc_chunk WHERE log_id = $1 AND sequence = $2 AND parts <> $3",
            log.Id, chunk.Sequence, (long)chunk.Count);
        _ = _statements.Run("""
            INSERT INTO sc_chunk (log_id, sequence, part, parts, body, image) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
            """, log.Id, chunk.Sequence, (long)chunk.Index, (long)chunk.Count, chunk.Body.ToArray(), chunk.Image.ToArray());
        return _statements.Rows(
            "SELECT part, parts, body, image FROM sc_chunk WHERE log_id = $1 AND sequence = $2 ORDER BY part",
            row => new StoredChunk(chunk.Sequence, (int)row.GetInt64(0), (int)row.GetInt64(1),
                row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3)),
            log.Id, chunk.Sequence);
    }

    /// <inheritdoc/>
    public void DeleteChunks(StoredLog log, long sequence) =>
        _statements.Run("DELETE FROM sc_chunk WHERE log_id = $1 AND sequence = $2", log.Id, sequence);

    /// <inheritdoc/>
    public StoredStep? Find(StoredLog log, long sequence)
    {
        List<StoredStep> found = _statements.Rows(
            "SELECT previous_hash, hash FROM sc_record WHERE log_id = $1 AND sequence = $2",
            row => new StoredStep(sequence, IsExplained: false, row.GetString(0), row.GetString(1)), log.Id, sequence);
        if (found.Count > 0) return found[0];
        found = _statements.Rows("""
            SELECT last, last_hash, coalesce((SELECT min(r.sequence) FROM sc_record r WHERE r.log_id = $1 AND r.sequence > $2), last + 1)
            FROM sc_explained WHERE log_id = $1 AND first <= $2 AND last >= $2 ORDER BY last DESC LIMIT 1
            """, row => row.GetInt64(2) > row.GetInt64(0)
                ? new StoredStep(row.GetInt64(0), IsExplained: true, null, row.GetString(1))
                : new StoredStep(row.GetInt64(2) - 1, IsExplained: true, null, null), log.Id, sequence);
        return found.Count > 0 ? found[0] : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<(long From, long To)> Above(StoredLog log, int rangesMax) => _statements.Rows("""
        SELECT sequence, sequence FROM sc_record WHERE log_id = $1 AND sequence > $2
        UNION ALL SELECT first, last FROM sc_explained WHERE log_id = $1 AND last > $2 ORDER BY 1 LIMIT $3
        """, row => (row.GetInt64(0), row.GetInt64(1)), log.Id, log.Watermark, (long)rangesMax);

    /// <inheritdoc/>
    public void Advance(StoredLog log)
    {
        _ = _statements.Run("UPDATE sc_log SET watermark = $1, last_hash = $2 WHERE log_id = $3 AND watermark <= $1",
            log.Watermark, log.LastHash, log.Id);
        _ = _statements.Run("DELETE FROM sc_chunk WHERE log_id = $1 AND sequence <= $2", log.Id, log.Watermark);
    }

    /// <inheritdoc/>
    public void Commit() => _transaction.Commit();

    /// <inheritdoc/>
    public void Dispose()
    {
        // A transaction that was not committed is rolled back.
        _transaction.Dispose();
        _connection.Dispose();
    }
}
