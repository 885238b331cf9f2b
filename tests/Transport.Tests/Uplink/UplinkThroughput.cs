using System.Diagnostics;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;
using Transport.Tests.Broker;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Uplink;

/// <summary>
/// Records a second through a real broker on the loopback to a subscriber, QoS 1, each acknowledged: the bare client, the uplink over
/// records in memory, the uplink over the store on disk. Run it with <c>dotnet Transport.Tests.dll measure-uplink FOLDER</c>.
/// </summary>
internal static class UplinkThroughput
{
    private const int Records = 20_000;
    private const int PayloadBytes = 1024;
    private const int Rounds = 3;

    internal static async Task<int> MeasureAsync(string folder)
    {
        for (int round = 0; round < Rounds; round++)
        {
            double client = await ClientAsync();
            double memory = await MemoryAsync();
            (double disk, int bodyBytes) = await DiskAsync(Path.Combine(folder, $"outbox{round}.db"));
            Console.WriteLine(
                $"{PayloadBytes} bytes: client {client:F0}/s, uplink over memory {memory:F0}/s ({memory / client:F2}); {bodyBytes} " +
                    $"bytes: uplink over store {disk:F0}/s");
        }
        return 0;
    }

    private static async Task<double> ClientAsync()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber subscriber = await TestSubscriber.ListenAsync(broker.Options, "a");
        await using MqttClient client = MqttClient.Create(
            new MqttClientOptions { Broker = broker.Options, ClientId = "bare", Time = TimeProvider.System });
        await client.ConnectAsync();
        byte[] payload = new byte[PayloadBytes];
        MqttPublishOptions options = new() { ContentType = "application/json" };
        Stopwatch watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Records).Select(_ => client.PublishAsync("a", payload, options)));
        return Records / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> MemoryAsync()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber subscriber = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        MemoryRecords records = new();
        string body = new('x', PayloadBytes);
        for (int i = 0; i < Records; i++) records.Add(TestUplink.Camera, TestUplink.Topics.Event("cam1", "track"), body);
        Stopwatch watch = Stopwatch.StartNew();
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);
        await Eventually.True(() => uplink.Statistics.Acknowledged == Records, "all are acknowledged", 120);
        return Records / watch.Elapsed.TotalSeconds;
    }

    private static async Task<(double PerSecond, int BodyBytes)> DiskAsync(string path)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber subscriber = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        using OutboxStore outbox = Sample.Open(path, change: o => o with { QueueWaitMs = 60_000 });
        Fact fact = Sample.Fact(1);
        await Parallel.ForAsync(0, Records, new ParallelOptions { MaxDegreeOfParallelism = 512 }, async (_, stop) =>
            await outbox.CommitAsync(fact, stop));
        int bodyBytes = outbox.ReadUnacknowledged(outbox.Positions()[0].Stream, 0, 1)[0].Body.Length;
        Stopwatch watch = Stopwatch.StartNew();
        await using TestUplink uplink = TestUplink.Start(broker.Options, outbox);
        await Eventually.True(() => uplink.Statistics.Acknowledged == Records, "all are acknowledged", 120);
        return (Records / watch.Elapsed.TotalSeconds, bodyBytes);
    }
}
