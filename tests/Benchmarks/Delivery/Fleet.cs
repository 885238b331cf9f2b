using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Uplink;
using AgentUplink = SafeCity.Edge.Transport.Uplink.Uplink;

namespace SafeCity.Edge.Benchmarks.Delivery;

/// <summary>
/// Many boxes in one process, each with the real uplink and a connection of its own, against one broker and one listener that checks
/// that nothing is missing and nothing is out of order.
/// </summary>
internal static class Fleet
{
    private static readonly byte[] Body = [.. Enumerable.Repeat((byte)'x', 1200)];

    internal static async Task RunAsync(BrokerOptions broker, int devices, int perSecond, int seconds)
    {
        ConcurrentDictionary<string, (long Count, long Last, long Disorder)> seen = new();
        ConsumerConnection listener = new(
            new ConsumerConnectionOptions { Broker = broker, ClientId = "fleet", Filters = ["sc1/fleet/+/+/evt/#"] },
            message => Note(seen, message), TimeProvider.System, new Random(3));
        using CancellationTokenSource end = new();
        Task listening = listener.RunAsync(end.Token);
        await listener.WaitUntilSubscribedAsync(default);
        (FleetRecords Records, AgentUplink Uplink)[] boxes = [.. Enumerable.Range(0, devices).Select(n => Box(broker, n))];
        Stopwatch watch = Stopwatch.StartNew();
        foreach ((_, AgentUplink uplink) in boxes) _ = uplink.RunAsync(CancellationToken.None);
        while (boxes.Any(b => !b.Uplink.Statistics.Connected) && watch.Elapsed.TotalMinutes < 5) await Task.Delay(100);
        int connected = boxes.Count(b => b.Uplink.Statistics.Connected);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{connected} of {devices} connected after {watch.Elapsed.TotalSeconds:F1} s"));
        watch.Restart();
        long made = 0;
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            long due = (long)(watch.Elapsed.TotalSeconds * perSecond);
            for (; made < due; made++) boxes[made % devices].Records.Add(Body);
            await Task.Delay(10);
        }
        while (boxes.Any(b => b.Records.Pending > 0) && watch.Elapsed.TotalSeconds < seconds + 60) await Task.Delay(50);
        double took = watch.Elapsed.TotalSeconds;
        // What is acknowledged is with the broker; the listener may be a little behind.
        while (seen.Values.Sum(s => s.Count) < made && watch.Elapsed.TotalSeconds < took + 30) await Task.Delay(50);
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {devices} | {perSecond} | {made} | {made / took:F0} | {made - seen.Values.Sum(s => s.Count)} | {seen.Values.Sum(s => s.Disorder)} | " +
            $"{boxes.Sum(b => b.Uplink.Statistics.Reconnects)} | {self.WorkingSet64 / 1e6:F0} |"));
        await Task.WhenAll(boxes.Select(b => b.Uplink.DisposeAsync().AsTask()));
        await end.CancelAsync();
        await listening;
    }

    private static (FleetRecords, AgentUplink) Box(BrokerOptions broker, int number)
    {
        DeviceIdentity device = new("fleet", "bench", string.Create(CultureInfo.InvariantCulture, $"box-{number}"));
        FleetRecords records = new(device, new StreamKey("cam1", 1789987200));
        UplinkOptions options = new()
        {
            Broker = broker with { ConnectTimeout = TimeSpan.FromSeconds(60) },
            AgentVersion = "0.1.0",
            BirthWait = TimeSpan.FromMilliseconds(10),
        };
        return (records, new AgentUplink(options, device, records, TimeProvider.System, new Random(number)));
    }

    private static ValueTask Note(ConcurrentDictionary<string, (long Count, long Last, long Disorder)> seen, ConsumerConnectionMessage message)
    {
        ReadOnlySpan<byte> digits = message.Payload.Span[^20..^1];
        long sequence = 0;
        foreach (byte digit in digits) sequence = (sequence * 10) + digit - '0';
        _ = seen.AddOrUpdate(message.Topic, _ => (1, sequence, sequence == 1 ? 0 : 1), (_, was) => sequence <= was.Last
            ? was : (was.Count + 1, sequence, was.Disorder + (sequence == was.Last + 1 ? 0 : 1)));
        return default;
    }
}
