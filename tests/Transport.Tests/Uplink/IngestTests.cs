using System.Collections.Concurrent;
using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Outbox;
using Transport.Tests.Broker;
using Transport.Tests.Contract.Schema;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Uplink;

/// <summary>
/// End to end: outbox, uplink, a real broker with faults, and a platform with its store that is killed and started again.
/// </summary>
public sealed class IngestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Broker_that_drops_silently_above_its_queue_limit_and_dies_and_a_platform_that_is_away_lose_nothing()
    {
        const int Facts = 1500;
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync("max_queued_messages 100");
        using OutboxStore outbox = Sample.Open(
            _folder.File("outbox.db"), change: o => o with { Consumer = "platform", QueueWaitMs = 60_000 });
        await using TestUplink uplink = TestUplink.Start(broker.Options, outbox, o => o with
        {
            StallAfter = TimeSpan.FromMilliseconds(500),
            StallAfterMax = TimeSpan.FromSeconds(1),
            HealthInterval = TimeSpan.FromMilliseconds(200),
        });
        Task recording = RecordAsync(outbox, Facts);
        // Comes, goes in the middle, and comes again; its session stays, so the broker queues a hundred and drops the rest.
        await RunAsync(broker, async store => await Eventually.True(() => Stored(store) > 200, "two hundred are stored", 60));
        await Eventually.True(() => uplink.Statistics.Stalls > 0, "the uplink notices that nobody takes anything", 60);
        await broker.KillAsync();
        await broker.StartAgainAsync();
        await recording;
        await RunAsync(broker, async store =>
        {
            await Eventually.True(() => outbox.Counts().EventsPending + outbox.Counts().KeyFramesPending == 0, "the outbox is empty", 120);
            foreach (StoredLog log in store.Logs())
            {
                StreamPosition ours = outbox.Positions().Single(p => p.Stream == log.Stream);
                Assert.Equal(ours.NextSequence - 1, log.Watermark);
                IReadOnlyList<StoredRecord> records = store.Released(log, 0, 10_000);
                Assert.Equal(Enumerable.Range(1, (int)log.Watermark).Select(n => (long)n), records.Select(r => r.Name.Sequence));
            }
        });
        Assert.Equal((Facts, Facts / 50), (outbox.Counts().EventsAcknowledged, outbox.Counts().KeyFramesAcknowledged));
    }

    [SkippableTheory]
    [InlineData("max_inflight_messages 1")]
    [InlineData("max_packet_size 8192")]
    public async Task Narrow_brokers_take_events_and_large_key_frames_whole(string settings)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(settings);
        using OutboxStore outbox = Sample.Open(
            _folder.File("outbox.db"), change: o => o with { Consumer = "platform", QueueWaitMs = 60_000 });
        await RecordAsync(outbox, 150);
        await using TestUplink uplink = TestUplink.Start(broker.Options, outbox);
        await RunAsync(broker, async store =>
        {
            await Eventually.True(() => outbox.Counts().EventsPending + outbox.Counts().KeyFramesPending == 0, "the outbox is empty", 60);
            StoredLog frames = store.Logs().Single(l => l.Stream.IsKeyFrames);
            Assert.Equal(3, frames.Watermark);
            Assert.All(store.Released(frames, 0, 10), r => Assert.Equal(120_000, r.Image.Length));
        });
        Assert.Equal(0, uplink.Statistics.Rejected);
    }

    [SkippableFact]
    public async Task Backlog_comes_as_fast_as_it_is_committed_not_a_window_an_interval()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        using OutboxStore outbox = Sample.Open(
            _folder.File("outbox.db"), change: o => o with { Consumer = "platform", QueueWaitMs = 60_000 });
        for (int i = 0; i < 2000; i += 200)
            await Task.WhenAll(Enumerable.Range(i, 200).Select(n => outbox.CommitAsync(Sample.Fact(n), default)));
        await using TestUplink uplink = TestUplink.Start(broker.Options, outbox);
        // Less than a commit's worth may still wait for the end of the hour.
        await RunAsync(
            broker, async _ => await Eventually.True(() => outbox.Counts().EventsPending < 128, "the backlog is over", 60),
                TimeSpan.FromHours(1));
        Assert.Equal(0, uplink.Statistics.Stalls);
    }

    private async Task RunAsync(MosquittoBroker broker, Func<SqliteConsumerStore, Task> body, TimeSpan? interval = null)
    {
        using SqliteConsumerStore store = SqliteConsumerStore.Open(_folder.File("platform.db"));
        ConcurrentQueue<string> faults = new();
        Ingest ingest = new(store, new IngestOptions
        {
            Connection = new ConsumerConnectionOptions
            {
                Broker = broker.Options,
                ClientId = "platform",
                ReconnectDelayMin = TimeSpan.FromMilliseconds(20),
                ReconnectDelayMax = TimeSpan.FromMilliseconds(50),
            },
            Consumer = "platform",
            OnMessage = message =>
            {
                if (ContractSchema.Fault(message.Topic, message.Payload) is { } fault) faults.Enqueue(fault);
            },
            Interval = interval ?? TimeSpan.FromMilliseconds(50),
            Storing = new StoringConsumerOptions
            {
                ReplayAfter = TimeSpan.FromMilliseconds(300),
                TailReplayAfter = TimeSpan.FromMilliseconds(600),
                ReplayBackOffMax = TimeSpan.FromSeconds(1),
            },
        }, TimeProvider.System, new Random(3));
        using CancellationTokenSource end = new();
        Task running = ingest.RunAsync(end.Token);
        await body(store);
        await end.CancelAsync();
        await running;
        Assert.Empty(ingest.Findings);
        // Every message that came is one of the contract.
        Assert.Empty(faults);
    }

    private static long Stored(SqliteConsumerStore store) => store.Logs().Sum(l => l.Watermark);

    private static async Task RecordAsync(OutboxStore outbox, int facts)
    {
        foreach (int[] some in Enumerable.Range(1, facts).Chunk(25))
            await Task.WhenAll(some.Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: n % 50 == 0 ? 120_000 : 0), default)));
    }
}
