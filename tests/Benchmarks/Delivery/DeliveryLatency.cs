using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;
using SafeCity.Edge.Transport.Uplink;
using AgentUplink = SafeCity.Edge.Transport.Uplink.Uplink;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace SafeCity.Edge.Benchmarks.Delivery;

/// <summary>From the hand-over to the store, and from its confirmation, until a platform has the record; end to end, 50 a second.</summary>
internal static class DeliveryLatency
{
    private const int PerSecond = 50;

    internal static async Task RunAsync(string folder, BrokerOptions broker, int seconds)
    {
        using OutboxStore outbox = DeliveryFacts.Open(Path.Combine(folder, "latency.db"), "platform");
        using SqliteConsumerStore store = SqliteConsumerStore.Open(Path.Combine(folder, "platform.db"));
        ConcurrentDictionary<string, long> arrived = new();
        Ingest ingest = new(store, new IngestOptions
        {
            Connection = new ConsumerConnectionOptions { Broker = broker, ClientId = "latency" },
            Consumer = "platform",
            OnMessage = m => Note(arrived, m),
        }, TimeProvider.System, new Random(2));
        using CancellationTokenSource end = new();
        Task platform = ingest.RunAsync(end.Token);
        await ingest.WaitUntilSubscribedAsync(default);
        UplinkOptions options = new() { Broker = broker, AgentVersion = "0.1.0" };
        await using AgentUplink uplink = new(options, DeliveryFacts.Device, outbox, TimeProvider.System, new Random(1));
        _ = uplink.RunAsync(CancellationToken.None);
        while (!uplink.Statistics.Connected) await Task.Delay(20);
        foreach (bool urgent in new[] { false, true }) await MeasureAsync(outbox, arrived, (seconds, urgent));
        await end.CancelAsync();
        await platform;
    }

    private static async Task MeasureAsync(OutboxStore outbox, ConcurrentDictionary<string, long> arrived, (int Seconds, bool Urgent) what)
    {
        ConcurrentBag<(string Id, long Handed, long Durable)> sent = [];
        List<Task> commits = [];
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1.0 / PerSecond));
        for (int i = 0; i < what.Seconds * PerSecond; i++)
        {
            _ = await timer.WaitForNextTickAsync();
            commits.Add(CommitAsync());
        }
        await Task.WhenAll(commits);
        Stopwatch watch = Stopwatch.StartNew();
        while (!sent.All(s => arrived.ContainsKey(s.Id)) && watch.Elapsed.TotalSeconds < 30) await Task.Delay(20);
        double[] whole = [.. sent.Select(s => Stopwatch.GetElapsedTime(s.Handed, arrived[s.Id]).TotalMilliseconds).Order()];
        double[] link = [.. sent.Select(s => Stopwatch.GetElapsedTime(s.Durable, arrived[s.Id]).TotalMilliseconds).Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {(what.Urgent ? "alarms" : "others")} | {whole.Length} | {At(whole, 50):F1} | {At(whole, 99):F1} | {At(link, 50):F1} | {At(link, 99):F1} |"));

        async Task CommitAsync()
        {
            long handed = Stopwatch.GetTimestamp();
            CommitReceipt receipt = await outbox.CommitAsync(DeliveryFacts.Event with { Urgent = what.Urgent }, default);
            sent.Add((receipt.EventId, handed, Stopwatch.GetTimestamp()));
        }
    }

    private static double At(double[] sorted, int percent) => sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];

    private static void Note(ConcurrentDictionary<string, long> arrived, ConsumerConnectionMessage message)
    {
        if (message.Topic.Contains("/evt/", StringComparison.Ordinal) && EventText.TryReadEvent(message.Payload.Span, out CloudEvent? read, out _))
            _ = arrived.TryAdd(read.Id, Stopwatch.GetTimestamp());
    }
}
