using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace SafeCity.Edge.Benchmarks.Delivery;

/// <summary>
/// Durable records a second of the outbox against plain SQLite with the same settings, bytes and records a transaction, by turns: a
/// bare table of one blob, and the outbox's own table with its indexes.
/// </summary>
internal static class CommitRate
{
    private const int Records = 40_000;
    private const int RecordsPerTransaction = 256;
    private const int Rounds = 7;

    // The compiler warms up.
    private const int RoundsLeftOut = 2;

    private const string Bare = "CREATE TABLE record (id INTEGER PRIMARY KEY, body BLOB NOT NULL)";
    private const string BareInsert = "INSERT INTO record (body) VALUES ($body)";
    private const string SameInsert = """
        INSERT INTO record (stream_id, sequence, type, urgent, recorded_ms, bytes, topic, body, image)
        VALUES (1, (SELECT coalesce(max(record_id), 0) + 1 FROM record), 'track', 0, 1791188139871, 1207,
            'sc1/acme/harbour/bench/evt/cam1/track', $body, x'')
        """;

    internal static async Task RunAsync(string folder)
    {
        List<(double ToBare, double ToSame)> ratios = [];
        for (int round = 0; round < Rounds; round++)
        {
            (double outbox, int bytes, double us) = await OutboxAsync(Path.Combine(folder, $"outbox{round}.db"));
            double bare = Plain(Path.Combine(folder, $"bare{round}.db"), bytes, (Bare, BareInsert));
            double same = Plain(Path.Combine(folder, $"same{round}.db"), bytes, (Schema(), SameInsert));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {round + 1} | {outbox:F0} | {bare:F0} | {same:F0} | {outbox / bare:F2} | {outbox / same:F2} | {us:F1} |"));
            if (round >= RoundsLeftOut) ratios.Add((outbox / bare, outbox / same));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"median of rounds {RoundsLeftOut + 1} to {Rounds}: {Median(ratios.Select(r => r.ToBare)):F2} of the bare table, " +
            $"{Median(ratios.Select(r => r.ToSame)):F2} of the same table"));
    }

    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Schema() => OutboxSchema.Text()
        + "INSERT INTO stream (stream_id, name, epoch, next_sequence, last_digest) VALUES (1, 'cam1', 1, 1, zeroblob(32))";

    private static async Task<(double PerSecond, int BodyBytes, double ProcessorUs)> OutboxAsync(string path)
    {
        using OutboxStore outbox = DeliveryFacts.Open(path);
        _ = await outbox.CommitAsync(DeliveryFacts.Event, default);
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        await DeliveryFacts.FillAsync(outbox, Records);
        double seconds = watch.Elapsed.TotalSeconds;
        double us = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMicroseconds / Records;
        return (Records / seconds, outbox.ReadUnacknowledged(outbox.Positions()[0].Stream, 0, 1)[0].Body.Length, us);
    }

    private static double Plain(string path, int bodyBytes, (string Schema, string Insert) sql)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        OutboxFile.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + sql.Schema);
        using SqliteCommand insert = Sql.Command(connection, sql.Insert, "$body");
        byte[] body = new byte[bodyBytes];
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < Records; i += RecordsPerTransaction)
        {
            OutboxFile.Execute(connection, "BEGIN IMMEDIATE");
            for (int j = i; j < Math.Min(Records, i + RecordsPerTransaction); j++) _ = Sql.Run(insert, body);
            OutboxFile.Execute(connection, "COMMIT");
        }
        return Records / watch.Elapsed.TotalSeconds;
    }
}
