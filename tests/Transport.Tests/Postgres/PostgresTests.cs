using System.Diagnostics;
using System.Globalization;
using Npgsql;
using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;
using Transport.Tests.Broker;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Postgres;

/// <summary>The consumer on PostgreSQL: the same rules, and three processes that share the work.</summary>
public sealed class PostgresTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Store_in_postgres_says_the_same_as_the_one_in_sqlite_about_any_disorder()
    {
        Skip.If(server.Missing is not null, server.Missing);
        using OutboxStore outbox = Sample.Open(_folder.File("outbox.db"), change: o => o with { Consumer = "platform", QueueWaitMs = 60_000 });
        await RecordAsync(outbox, 120);
        (string Topic, byte[] Payload)[] messages = [.. Messages(outbox)];
        await using NpgsqlDataSource source = server.Connect();
        using PostgresConsumerStore postgres = PostgresConsumerStore.Open(source);
        using SqliteConsumerStore sqlite = SqliteConsumerStore.Open(_folder.File("platform.db"));
        int seed = Environment.TickCount;
        Random random = new(seed);
        StoringConsumer[] both = [.. new IConsumerStore[] { postgres, sqlite }.Select(
            s => new StoringConsumer(s, new StoringConsumerOptions { AssemblesInStore = true, RecordsPerCommit = 7 }, TimeProvider.System))];
        // Twice, in any order, some lost the first time.
        foreach ((string topic, byte[] payload) in messages.Concat(messages).OrderBy(_ => random.Next()))
        {
            if (random.Next(10) == 0) continue;
            foreach (StoringConsumer one in both) _ = one.Accept(topic, payload);
        }
        foreach (StoringConsumer one in both) _ = one.Commit();
        Assert.Equal(Watermarks(sqlite), Watermarks(postgres));
        foreach (StoringConsumer one in both)
        {
            foreach ((string topic, byte[] payload) in messages) _ = one.Accept(topic, payload);
            _ = one.Commit();
            Assert.Empty(one.Findings);
            Assert.Equal(0, one.Missing);
        }
        Assert.True(Contents(sqlite).SequenceEqual(Contents(postgres)), $"seed {seed}");
        using ArchiveVerifier verifier = new(Key());
        Assert.Empty(verifier.Verify(ConsumerArchive.Records(postgres, Sample.Device)).Findings);
    }

    [SkippableFact]
    public async Task Three_processes_on_a_shared_subscription_of_which_one_is_killed_complete_every_log()
    {
        const int Facts = 600;
        Skip.If(server.Missing is not null, server.Missing);
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using NpgsqlDataSource source = server.Connect();
        using PostgresConsumerStore store = PostgresConsumerStore.Open(source);
        // Another device than in the other test: they share the server.
        DeviceIdentity device = new("acme", "harbour", "three");
        using OutboxStore outbox = OutboxStore.Open(
            new OutboxOptions(_folder.File("outbox.db"), device) { Consumer = "platform", QueueWaitMs = 60_000 }, TimeProvider.System,
            new SystemRandomBytes());
        await RecordAsync(outbox, Facts);
        Process[] platforms = [.. Enumerable.Range(1, 3).Select(Start)];
        try
        {
            foreach (Process platform in platforms)
                Assert.Equal("subscribed", await platform.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)));
            await using SafeCity.Edge.Transport.Uplink.Uplink uplink = new(Uplink(broker), device, outbox, TimeProvider.System, new Random(5));
            _ = uplink.RunAsync(CancellationToken.None);
            await Eventually.True(() => Stored(store, device) > Facts / 4, "a quarter is stored", 60);
            platforms[1].Kill();
            await Eventually.True(() => outbox.Counts().EventsPending + outbox.Counts().KeyFramesPending == 0, "the box is empty", 90);
        }
        finally
        {
            foreach (Process platform in platforms) platform.Kill();
        }
        Assert.Equal(outbox.Positions().Select(p => (p.Stream.Stream, p.NextSequence - 1)).Order(),
            store.Logs().Where(l => l.Device == device).Select(l => (l.Stream.Stream, l.Watermark)).Order());
        using ArchiveVerifier verifier = new(Key());
        ArchiveReport report = verifier.Verify(ConsumerArchive.Records(store, device));
        Assert.Empty(report.Findings);
        Assert.Equal(Facts + (Facts / 20), report.Records);

        Process Start(int n) => ChildProcess.Start(
            "ingest", broker.Port.ToString(CultureInfo.InvariantCulture), server.ConnectionString, n.ToString(CultureInfo.InvariantCulture));
    }

    private static SafeCity.Edge.Transport.Uplink.UplinkOptions Uplink(MosquittoBroker broker) => new()
    {
        Broker = broker.Options,
        AgentVersion = "0.1.0",
        StallAfter = TimeSpan.FromSeconds(1),
        StallAfterMax = TimeSpan.FromSeconds(2),
        CursorWait = TimeSpan.FromMilliseconds(100),
        HealthInterval = TimeSpan.FromMilliseconds(300),
    };

    private byte[] Key()
    {
        using SealKey key = SealKey.Open(_folder.File("seal.pem"));
        return [.. key.PublicKey];
    }

    private static long Stored(PostgresConsumerStore store, DeviceIdentity device) => store.Logs().Where(l => l.Device == device).Sum(l => l.Watermark);

    private static IEnumerable<(string, long)> Watermarks(IConsumerStore store) =>
        store.Logs().Where(l => l.Device == Sample.Device).Select(l => (l.Stream.Stream, l.Watermark)).Order();

    private static IEnumerable<string> Contents(IConsumerStore store) => store.Logs().Where(l => l.Device == Sample.Device)
        .OrderBy(l => l.Stream.Stream, StringComparer.Ordinal).SelectMany(l => store.Released(l, 0, 10_000))
        .Select(r => $"{r.Name.Id} {r.PreviousHash} {r.Hash} {HashChain.Text(HashChain.Digest(r.Image.Span))}");

    private static async Task RecordAsync(OutboxStore outbox, int facts)
    {
        foreach (int[] some in Enumerable.Range(1, facts).Chunk(50))
            await Task.WhenAll(some.Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: n % 20 == 0 ? 250_000 : 0), default)));
    }

    private static IEnumerable<(string Topic, byte[] Payload)> Messages(OutboxStore outbox)
    {
        foreach (StreamPosition position in outbox.Positions())
        {
            for (long last = 0; outbox.ReadUnacknowledged(position.Stream, last, 50) is { Count: > 0 } page; last = page[^1].Sequence)
            {
                foreach (OutboxRecord record in page)
                {
                    IReadOnlyList<byte[]> payloads = record.Image.IsEmpty ? [record.Body.ToArray()] : KeyFrameChunk.Split(record.Body, record.Image);
                    foreach (byte[] payload in payloads) yield return (record.Topic, payload);
                }
            }
        }
    }
}
