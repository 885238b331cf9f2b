using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Outbox;

/// <summary>
/// Durable records a second of the outbox against plain SQLite: the same settings, the same number of bytes, the same number of
/// records a transaction. Run it with <c>dotnet Transport.Tests.dll measure FOLDER</c>.
/// </summary>
internal static class Throughput
{
    private const int Records = 20_000;
    private const int RecordsPerTransaction = 256;
    // The first few warm the compiler up, which takes the outbox longer than the plain loop.
    private const int Rounds = 8;

    internal static async Task<int> MeasureAsync(string folder)
    {
        int bodyBytes = 0;
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan start = Processor();
            (double outbox, bodyBytes) = await OutboxAsync(Path.Combine(folder, $"outbox{round}.db"));
            TimeSpan between = Processor();
            double plain = Plain(Path.Combine(folder, $"plain{round}.db"), bodyBytes);
            Console.WriteLine(
                $"outbox {outbox:F0} events/s, plain SQLite {plain:F0} rows/s of {bodyBytes} bytes, ratio {outbox / plain:F2}; " +
                $"processor {(between - start).TotalMicroseconds / Records:F1} us a record " +
                $"and {(Processor() - between).TotalMicroseconds / Records:F1}");
        }
        return 0;
    }

    private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;

    private static async Task<(double PerSecond, int BodyBytes)> OutboxAsync(string path)
    {
        using OutboxStore outbox = Sample.Open(path, change: o => o with { QueueWaitMs = 60_000 });
        Fact fact = Sample.Fact(1);
        _ = await outbox.CommitAsync(fact, default);
        Stopwatch watch = Stopwatch.StartNew();
        ParallelOptions callers = new() { MaxDegreeOfParallelism = 2 * RecordsPerTransaction };
        await Parallel.ForAsync(0, Records, callers, async (_, stop) => await outbox.CommitAsync(fact, stop));
        double seconds = watch.Elapsed.TotalSeconds;
        return (Records / seconds, outbox.ReadUnacknowledged(outbox.Positions()[0].Stream, 0, 1)[0].Body.Length);
    }

    private static double Plain(string path, int bodyBytes)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        OutboxFile.Execute(connection,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" +
            "CREATE TABLE record (id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        using SqliteCommand insert = Sql.Command(connection, "INSERT INTO record (body) VALUES ($body)", "$body");
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
