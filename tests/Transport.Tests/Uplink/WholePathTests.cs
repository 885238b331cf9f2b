using System.Collections.Concurrent;
using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Contract;
using Transport.Tests.Broker;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;
using PlatformConsumer = SafeCity.Edge.Transport.Consumer.Consumer;

namespace Transport.Tests.Uplink;

/// <summary>The store on disk, the uplink, a real broker that dies, and the platform's consumer, which checks everything.</summary>
public sealed class WholePathTests : IDisposable
{
    private const int Facts = 400;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<ReceivedEvent> _events = new();
    private readonly ConcurrentQueue<ReceivedKeyFrame> _keyFrames = new();

    [SkippableFact]
    public async Task Every_record_arrives_once_in_order_with_chain_and_pictures_though_the_broker_dies_three_times()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        PlatformConsumer consumer = new(
            new ConsumerOptions
            {
                OnEvent = _events.Enqueue,
                OnKeyFrame = _keyFrames.Enqueue,
                ReplayAfter = TimeSpan.FromMilliseconds(200),
                TailReplayAfter = TimeSpan.FromMilliseconds(500),
                ReplayBackOffMax = TimeSpan.FromSeconds(1),
            },
            TimeProvider.System);
        ConsumerConnection connection = Connection(broker, consumer);
        using CancellationTokenSource end = new();
        Task listening = connection.RunAsync(end.Token);
        Task replaying = ReplayAsync(consumer, connection, end.Token);
        using OutboxStore outbox = Sample.Open(_folder.File("outbox.db"));
        await using TestUplink uplink = TestUplink.Start(
            broker.Options, outbox, o => o with { HealthInterval = TimeSpan.FromMilliseconds(200) });

        Task recording = RecordAsync(outbox);
        for (int kill = 1; kill <= 3; kill++)
        {
            int some = kill * 80;
            await Eventually.True(() => _events.Count > some, $"{some} events");
            await broker.KillAsync();
            await Eventually.True(() => !uplink.Statistics.Connected, "the uplink has noticed");
            await broker.StartAgainAsync();
        }
        await recording;
        int keyFrames = Facts / 4;
        await Eventually.True(() => _events.Count == Facts && _keyFrames.Count == keyFrames, $"all records; {uplink.Statistics}", 60);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));

        Assert.True(consumer.Report.IsClean, string.Join('\n', consumer.Report.Findings));
        Assert.Equal(Enumerable.Range(1, Facts).Select(n => (long)n), _events.Select(e => e.Name.Sequence));
        Assert.Equal(Enumerable.Range(1, keyFrames).Select(n => (long)n), _keyFrames.Select(k => k.Name.Sequence));
        Assert.All(_keyFrames, k => Assert.True(k.IsImageIntact));
        Assert.Equal(4, uplink.Statistics.Connects);
        await end.CancelAsync();
        await Task.WhenAll(listening, replaying);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task RecordAsync(OutboxStore outbox)
    {
        // Eight share a commit of 50 ms.
        foreach (int[] some in Enumerable.Range(1, Facts).Chunk(8))
            await Task.WhenAll(some.Select(i => outbox.CommitAsync(Sample.Fact(i, jpegBytes: i % 4 == 0 ? 150_000 : 0), default)));
    }

    private static ConsumerConnection Connection(MosquittoBroker broker, PlatformConsumer consumer) => new(
        new ConsumerConnectionOptions
        {
            Broker = broker.Options,
            ClientId = "platform",
            Filters = [Topics.EveryDevice],
            ReconnectDelayMin = TimeSpan.FromMilliseconds(20),
            ReconnectDelayMax = TimeSpan.FromMilliseconds(50),
        },
        message =>
        {
            consumer.Accept(message.Topic, message.Payload);
            return ValueTask.CompletedTask;
        },
        TimeProvider.System,
        new Random(3));

    private static async Task ReplayAsync(PlatformConsumer consumer, ConsumerConnection connection, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            foreach (ReplayRequest request in consumer.TakeDueReplayRequests())
                await connection.RequestReplayAsync(request, CancellationToken.None);
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(50), end));
        }
    }
}
