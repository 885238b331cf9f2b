using SafeCity.Edge.Transport.Consumer;
using Transport.Tests.Broker;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Uplink;

/// <summary>A link that loses acknowledgements and is cut at random, end to end.</summary>
public sealed class LossyLinkTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(0.1, 0)]
    [InlineData(0, 60)]
    [InlineData(0.1, 120)]
    public async Task Every_record_arrives_though_acknowledgements_are_lost_and_the_link_is_cut(double lostShare, int packetsBetweenCuts)
    {
        const int Facts = 600;
        int seed = Environment.TickCount;
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using LossyLink link = new(broker.Options, lostShare, packetsBetweenCuts, seed);
        using OutboxStore outbox = Sample.Open(_folder.File("outbox.db"), change: o => o with { Consumer = "platform", QueueWaitMs = 60_000 });
        using SqliteConsumerStore store = SqliteConsumerStore.Open(_folder.File("platform.db"));
        Ingest ingest = new(store, Postgres.IngestChild.Options(broker.Options, "1") with
        {
            Connection = new ConsumerConnectionOptions { Broker = broker.Options, ClientId = "platform" },
        }, TimeProvider.System, new Random(3));
        using CancellationTokenSource end = new();
        Task running = ingest.RunAsync(end.Token);
        await ingest.WaitUntilSubscribedAsync(end.Token);
        await using TestUplink uplink = TestUplink.Start(link.Options, outbox, o => o with
        {
            AcknowledgeTimeout = TimeSpan.FromMilliseconds(400),
            StallAfter = TimeSpan.FromSeconds(1),
            StallAfterMax = TimeSpan.FromSeconds(2),
        });
        foreach (int[] some in Enumerable.Range(1, Facts).Chunk(50))
            await Task.WhenAll(some.Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: n % 50 == 0 ? 120_000 : 0), default)));
        await Eventually.True(() => outbox.Counts().EventsPending + outbox.Counts().KeyFramesPending == 0, $"the outbox is empty, seed {seed}", 120);
        await end.CancelAsync();
        await running;
        output.WriteLine($"seed {seed}: {link.Lost} acknowledgements lost, {link.Cuts} cuts, {uplink.Statistics.Reconnects} reconnects");
        Assert.True(lostShare == 0 || link.Lost > 10);
        Assert.True(packetsBetweenCuts == 0 || link.Cuts > 0);
        Assert.Empty(ingest.Findings);
        Assert.Equal([("cam1", (long)Facts), ("cam1.kf", Facts / 50)], store.Logs().Select(l => (l.Stream.Stream, l.Watermark)).Order());
    }
}
