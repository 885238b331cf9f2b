using System.Text.Json;
using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// Seals what was recorded and dropped since the last seal, in the transaction that records the seal (contract, section 7): after 256
/// records, after 60 s, with an alarm, and at the end. Writer thread only.
/// </summary>
internal sealed class SealWriter : IDisposable
{
    private const int RecordsPerSeal = 256;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    private readonly SealKey _key;
    private readonly WriterTables _tables;
    private readonly RecordBuilder _builder;
    private readonly TimeProvider _time;
    private readonly SqliteCommand _save;
    private readonly List<(StreamLog Log, long Sequence, string Hash)> _records = [];
    private readonly List<SealedTombstone> _tombstones = [];
    private (int Records, int Tombstones) _mark;
    private string _previous = "";
    private (string Previous, bool Sealed) _running;
    private long _last;

    internal SealWriter(SqliteConnection connection, SealKey key, WriterTables tables, RecordBuilder builder, TimeProvider time)
    {
        (_key, _tables, _builder, _time) = (key, tables, builder, time);
        _last = time.GetTimestamp();
        _save = Sql.Command(connection, "INSERT INTO seal (id, last_hash) VALUES (1, $hash) ON CONFLICT DO UPDATE SET last_hash = $hash",
            "$hash");
        using SqliteCommand last = Sql.Command(connection, "SELECT last_hash FROM seal");
        _previous = (string?)last.ExecuteScalar() ?? "";
        Recover(connection);
        _mark = (_records.Count, _tombstones.Count);
        tables.Tombstones.Written = (log, gap, body) => _tombstones.Add(
            new SealedTombstone(log.Key.Stream, log.Key.Epoch, gap.From, gap.To, HashChain.Text(HashChain.Digest(body))));
    }

    /// <summary>A record was inserted in the running transaction.</summary>
    internal void Added(NewRecord record) =>
        _records.Add((_tables.Streams.Of(record.StreamId), record.Sequence, HashChain.Text(HashChain.Digest(record.Body))));

    /// <summary>Seals when it is time; all that is open when it must be now.</summary>
    internal void Write(DateTimeOffset now, bool mustNow)
    {
        _running = (_previous, false);
        bool isDue = mustNow || _records.Count >= RecordsPerSeal || _time.GetElapsedTime(_last) >= Interval;
        // A seal alone needs none: the next one covers it.
        if (!isDue || (_tombstones.Count == 0 && !_records.Exists(r => r.Log.Key.Stream != StreamKey.System))) return;
        List<NewRecord> seals = [];
        for (int start = 0; start < _records.Count || (start == 0 && _tombstones.Count > 0); start += RecordsPerSeal)
        {
            var some = _records.Skip(start).Take(RecordsPerSeal);
            SealStatement statement = new(_running.Previous, now, [.. Runs(some)], start == 0 ? [.. _tombstones] : []);
            byte[] payload = JsonSerializer.SerializeToUtf8Bytes(statement, SealJson.Default.SealStatement);
            NewRecord seal = _builder.BuildOwn("seal", new EventData { Seal = Dsse.Sign(SealStatement.PayloadType, payload, _key) }, now);
            _tables.Records.Insert(seal, now.ToUnixTimeMilliseconds());
            _running = (HashChain.Text(HashChain.Digest(seal.Body)), true);
            seals.Add(seal);
        }
        foreach ((StreamLog log, long sequence, _) in _records) log.Sealed = sequence;
        _records.ForEach(r => r.Log.IsChanged = true);
        _ = Sql.Run(_save, _running.Previous);
        // Kept until the commit; what is sealed leaves the list then, and the seals themselves are the first of the next one.
        seals.ForEach(Added);
        _mark = (_records.Count - seals.Count, _tombstones.Count);
    }

    /// <summary>The transaction is durable.</summary>
    internal void Committed()
    {
        if (_running.Sealed)
        {
            _records.RemoveRange(0, _mark.Records);
            _tombstones.RemoveRange(0, _mark.Tombstones);
            _previous = _running.Previous;
            _last = _time.GetTimestamp();
        }
        _running = (_previous, false);
        _mark = (_records.Count, _tombstones.Count);
    }

    /// <summary>The transaction never happened. The logs have been loaded again.</summary>
    internal void RolledBack(int records, int tombstones)
    {
        _records.RemoveRange(records, _records.Count - records);
        _tombstones.RemoveRange(tombstones, _tombstones.Count - tombstones);
        for (int i = 0; i < _records.Count; i++) _records[i] = _records[i] with { Log = _tables.Streams.Of(_records[i].Log.Id) };
        _running = (_previous, false);
    }

    /// <summary>What is open before a transaction, for <see cref="RolledBack"/>.</summary>
    internal (int Records, int Tombstones) Open => (_records.Count, _tombstones.Count);

    public void Dispose() => _save.Dispose();

    /// <summary>
    /// What an earlier start recorded and did not seal; records that a cursor has deleted since are covered by the chain only.
    /// </summary>
    private void Recover(SqliteConnection connection)
    {
        using SqliteCommand command = Sql.Command(connection, """
            SELECT r.stream_id, r.sequence, r.body FROM record r JOIN stream s USING (stream_id)
            WHERE r.sequence > s.sealed_sequence AND r.type <> 'gap' ORDER BY r.record_id
            """);
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            string hash = HashChain.Text(HashChain.Digest(row.GetFieldValue<byte[]>(2)));
            _records.Add((_tables.Streams.Of(row.GetInt64(0)), row.GetInt64(1), hash));
        }
    }

    private static IEnumerable<SealedRun> Runs(IEnumerable<(StreamLog Log, long Sequence, string Hash)> records)
    {
        foreach (var log in records.GroupBy(r => r.Log.Key))
        {
            List<string> hashes = [];
            long from = 0;
            foreach ((_, long sequence, string hash) in log.OrderBy(r => r.Sequence))
            {
                if (hashes.Count > 0 && sequence != from + hashes.Count)
                {
                    yield return new SealedRun(log.Key.Stream, log.Key.Epoch, from, hashes);
                    hashes = [];
                }
                if (hashes.Count == 0) from = sequence;
                hashes.Add(hash);
            }
            yield return new SealedRun(log.Key.Stream, log.Key.Epoch, from, hashes);
        }
    }
}
