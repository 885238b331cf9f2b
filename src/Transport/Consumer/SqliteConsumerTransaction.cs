using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// A transaction of <see cref="SqliteConsumerStore"/>. SQLite has one writer, so beginning it locks every log at once.
/// </summary>
internal sealed class SqliteConsumerTransaction : IConsumerTransaction
{
    private readonly SqliteConnection _connection;
    private readonly Lock _gate;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private bool _committed;

    internal SqliteConsumerTransaction(SqliteConnection connection, Lock gate)
    {
        (_connection, _gate) = (connection, gate);
        _gate.Enter();
        try
        {
            OutboxFile.Execute(_connection, "BEGIN IMMEDIATE");
        }
        catch (SqliteException)
        {
            _gate.Exit();
            throw;
        }
    }

    /// <inheritdoc/>
    public StoredLog Lock(DeviceIdentity device, StreamKey stream)
    {
        object[] name = [device.Org, device.Site, device.Device, stream.Stream, stream.Epoch];
        _ = Sql.Run(Command(
            "INSERT INTO log (org, site, device, stream, epoch) VALUES ($org, $site, $device, $stream, $epoch) ON CONFLICT DO NOTHING",
            "$org", "$site", "$device", "$stream", "$epoch"), name);
        using SqliteDataReader row = Sql.Read(Command("""
            SELECT log_id, org, site, device, stream, epoch, watermark, last_hash FROM log
            WHERE org = $org AND site = $site AND device = $device AND stream = $stream AND epoch = $epoch
            """, "$org", "$site", "$device", "$stream", "$epoch"), name);
        _ = row.Read();
        return Log(row);
    }

    /// <inheritdoc/>
    public bool Insert(StoredLog log, StoredRecord record) => Sql.Run(Command("""
        INSERT INTO record (log_id, sequence, previous_hash, hash, body, image) VALUES ($log, $sequence, $previous, $hash, $body, $image)
        ON CONFLICT DO NOTHING
        """, "$log", "$sequence", "$previous", "$hash", "$body", "$image"),
        log.Id, record.Name.Sequence, record.PreviousHash, record.Hash, record.Body.ToArray(), record.Image.ToArray()) > 0;

    /// <inheritdoc/>
    public string? FindHash(StoredLog log, long sequence) => (string?)Sql.Scalar(
        Command("SELECT hash FROM record WHERE log_id = $log AND sequence = $sequence", "$log", "$sequence"), log.Id, sequence);

    /// <inheritdoc/>
    public void Explain(StoredLog log, long from, StoredGap gap) => Sql.Run(Command("""
        INSERT INTO explained (log_id, first, last, reason, last_hash, body) VALUES ($log, $first, $last, $reason, $hash, $body)
        ON CONFLICT DO NOTHING
        """, "$log", "$first", "$last", "$reason", "$hash", "$body"),
        log.Id, from, gap.Gap.To, gap.Gap.Reason, gap.Gap.LastHash, gap.Body.ToArray());

    /// <inheritdoc/>
    public IReadOnlyList<StoredChunk> AddChunk(StoredLog log, StoredChunk chunk)
    {
        _ = Sql.Run(Command("DELETE FROM chunk WHERE log_id = $log AND sequence = $sequence AND parts <> $parts",
            "$log", "$sequence", "$parts"), log.Id, chunk.Sequence, chunk.Count);
        _ = Sql.Run(Command("""
            INSERT INTO chunk (log_id, sequence, part, parts, body, image) VALUES ($log, $sequence, $part, $parts, $body, $image)
            ON CONFLICT DO NOTHING
            """, "$log", "$sequence", "$part", "$parts", "$body", "$image"),
            log.Id, chunk.Sequence, chunk.Index, chunk.Count, chunk.Body.ToArray(), chunk.Image.ToArray());
        using SqliteDataReader row = Sql.Read(Command(
            "SELECT part, parts, body, image FROM chunk WHERE log_id = $log AND sequence = $sequence ORDER BY part", "$log", "$sequence"),
            log.Id, chunk.Sequence);
        List<StoredChunk> all = [];
        while (row.Read())
        {
            all.Add(new StoredChunk(
                chunk.Sequence, row.GetInt32(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3)));
        }
        return all;
    }

    /// <inheritdoc/>
    public void DeleteChunks(StoredLog log, long sequence) =>
        Sql.Run(Command("DELETE FROM chunk WHERE log_id = $log AND sequence = $sequence", "$log", "$sequence"), log.Id, sequence);

    /// <inheritdoc/>
    public StoredStep? Find(StoredLog log, long sequence)
    {
        using (SqliteDataReader row = Sql.Read(Command(
            "SELECT previous_hash, hash FROM record WHERE log_id = $log AND sequence = $sequence", "$log", "$sequence"), log.Id, sequence))
        {
            if (row.Read()) return new StoredStep(sequence, IsExplained: false, row.GetString(0), row.GetString(1));
        }
        using SqliteDataReader gap = Sql.Read(Command("""
            SELECT last, last_hash, coalesce((SELECT min(r.sequence) FROM record r WHERE r.log_id = $log AND r.sequence > $sequence),
                last + 1)
            FROM explained WHERE log_id = $log AND first <= $sequence AND last >= $sequence ORDER BY last DESC LIMIT 1
            """, "$log", "$sequence"), log.Id, sequence);
        if (!gap.Read()) return null;
        (long last, long next) = (gap.GetInt64(0), gap.GetInt64(2));
        return next > last
            ? new StoredStep(last, IsExplained: true, null, gap.GetString(1))
            : new StoredStep(next - 1, IsExplained: true, null, null);
    }

    /// <inheritdoc/>
    public IReadOnlyList<(long From, long To)> Above(StoredLog log, int rangesMax)
    {
        using SqliteDataReader row = Sql.Read(Command("""
            SELECT sequence, sequence FROM record WHERE log_id = $log AND sequence > $after
            UNION ALL SELECT first, last FROM explained WHERE log_id = $log AND last > $after
            ORDER BY 1 LIMIT $max
            """, "$log", "$after", "$max"), log.Id, log.Watermark, rangesMax);
        List<(long, long)> ranges = [];
        while (row.Read()) ranges.Add((row.GetInt64(0), row.GetInt64(1)));
        return ranges;
    }

    /// <inheritdoc/>
    public void Advance(StoredLog log)
    {
        _ = Sql.Run(Command(
            "UPDATE log SET watermark = $watermark, last_hash = $hash WHERE log_id = $log AND watermark <= $watermark",
            "$watermark", "$hash", "$log"), log.Watermark, (object?)log.LastHash ?? DBNull.Value, log.Id);
        // Parts of what has been explained meanwhile.
        _ = Sql.Run(Command("DELETE FROM chunk WHERE log_id = $log AND sequence <= $watermark", "$log", "$watermark"), log.Id, log.Watermark);
    }

    /// <inheritdoc/>
    public void Commit()
    {
        OutboxFile.Execute(_connection, "COMMIT");
        _committed = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values) command.Dispose();
        try
        {
            if (!_committed && SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0) OutboxFile.Execute(_connection, "ROLLBACK");
        }
        finally
        {
            _gate.Exit();
        }
    }

    internal static StoredLog Log(SqliteDataReader row) => new(
        row.GetInt64(0),
        new DeviceIdentity(row.GetString(1), row.GetString(2), row.GetString(3)),
        new StreamKey(row.GetString(4), row.GetInt64(5)),
        row.GetInt64(6),
        row.IsDBNull(7) ? null : row.GetString(7));

    private SqliteCommand Command(string text, params ReadOnlySpan<string> names)
    {
        if (!_commands.TryGetValue(text, out SqliteCommand? command)) _commands[text] = command = Sql.Command(_connection, text, names);
        return command;
    }
}
