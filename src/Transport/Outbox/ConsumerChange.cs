using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// A store that is opened for another consumer than before: what was delivered to the one before, or to a broker, is not here any more,
/// and the new one would wait for it for ever. Its place is explained by tombstones with the reason <c>delivered</c>; what is still in the
/// replay ring is delivered again.
/// </summary>
internal static class ConsumerChange
{
    private const string Reason = "delivered";

    /// <summary>Notes the consumer, and explains what is gone when it is another one. Before the writer's thread starts.</summary>
    internal static void Apply(SqliteConnection connection, WriterTables tables, string? consumer, DateTimeOffset now)
    {
        using SqliteCommand read = Sql.Command(connection, "SELECT consumer FROM store");
        string? before = read.ExecuteScalar() as string;
        if (before == consumer) return;
        OutboxFile.Execute(connection, "BEGIN IMMEDIATE");
        using SqliteCommand write = Sql.Command(connection, "UPDATE store SET consumer = $consumer", "$consumer");
        _ = Sql.Run(write, (object?)consumer ?? DBNull.Value);
        if (consumer is not null)
        {
            OutboxFile.Execute(connection, "UPDATE record SET state = 0, acknowledged_ms = NULL WHERE state = 2");
            tables.Ring.Reload();
            foreach (StreamLog log in tables.Streams.Currents)
            {
                log.Committed = 0;
                log.IsChanged = true;
                Explain(connection, tables, log, now);
            }
            tables.Streams.Save();
        }
        OutboxFile.Execute(connection, "COMMIT");
    }

    private static void Explain(SqliteConnection connection, WriterTables tables, StreamLog log, DateTimeOffset now)
    {
        List<(long From, long To, string PreviousHash, string LastHash)> holes = [];
        using SqliteCommand rows = Sql.Command(connection,
            "SELECT sequence, coalesce(last_sequence, sequence), body FROM record WHERE stream_id = $stream ORDER BY sequence", "$stream");
        long next = 1;
        string link = HashChain.Text(HashChain.FirstDigest(log.Source));
        using (SqliteDataReader row = Sql.Read(rows, log.Id))
        {
            while (row.Read())
            {
                byte[] body = row.GetFieldValue<byte[]>(2);
                if (row.GetInt64(0) > next) holes.Add((next, row.GetInt64(0) - 1, link, Tombstones.PreviousHash(log, body)));
                next = row.GetInt64(1) + 1;
                link = Tombstones.LastHash(body);
            }
        }
        if (log.End.NextSequence > next) holes.Add((next, log.End.NextSequence - 1, link, log.PreviousHash));
        foreach ((long from, long to, string previousHash, string lastHash) in holes)
            tables.Tombstones.Write(log, new EventGap(from, to, Reason, new Dictionary<string, long>(), lastHash), previousHash, now);
    }
}
