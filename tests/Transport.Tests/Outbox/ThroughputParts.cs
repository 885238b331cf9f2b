using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;

namespace Transport.Tests.Outbox;

/// <summary>
/// Processor time a record of each part of a commit, one thread, in turns. <c>dotnet Transport.Tests.dll measure-parts FOLDER</c>.
/// </summary>
internal static class ThroughputParts
{
    private const int Records = 256 * 40;

    internal static int Measure(string folder)
    {
        OutboxFile file = OutboxFile.Open(new OutboxOptions(Path.Combine(folder, "parts.db"), Sample.Device), Sample.Seen);
        StreamTable streams = new(file.Writer, Sample.Device);
        RecordTable table = new(file.Writer);
        RecordBuilder builder = new(Sample.Device, streams, new SystemRandomBytes(), 1);
        PendingFact pending = new(Sample.Fact(1), Sample.Seen);
        NewRecord made = null!;
        using SqliteConnection plain = new($"Data Source={Path.Combine(folder, "plain.db")};Pooling=False");
        plain.Open();
        OutboxFile.Execute(plain, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" +
            "CREATE TABLE record (id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        using SqliteCommand insert = Sql.Command(plain, "INSERT INTO record (body) VALUES ($body)", "$body");
        long stream = 0;
        for (int round = 0; round < 5; round++)
        {
            double plainUs = Cpu(plain, _ => Sql.Run(insert, made is null ? new byte[1207] : made.Body));
            double buildUs = Cpu(null, _ => made = builder.Build(pending)[0]);
            streams.Save();
            stream = made.StreamId;
            double insertUs = Cpu(file.Writer, i => table.Insert(made with { Sequence = (Records * (round + 1L)) + i }, 0));
            double chainUs = Cpu(null, _ => HashChain.Digest(made.Body));
            double jsonUs = Cpu(null, _ => { EventText.TryReadEvent(made.Body, out CloudEvent? _, out string? _); });
            Console.WriteLine($"plain {plainUs:F1} us, build {buildUs:F1} us " +
                $"(sha {chainUs:F1}, parse {jsonUs:F1}), insert {insertUs:F1} us");
        }
        return stream > 0 ? 0 : 1;
    }

    private static double Cpu(SqliteConnection? connection, Action<int> one)
    {
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        for (int i = 0; i < Records; i++)
        {
            if (connection is not null && i % 256 == 0) OutboxFile.Execute(connection, "BEGIN IMMEDIATE");
            one(i);
            if (connection is not null && i % 256 == 255) OutboxFile.Execute(connection, "COMMIT");
        }
        return (Process.GetCurrentProcess().TotalProcessorTime - start).TotalMicroseconds / Records;
    }
}
