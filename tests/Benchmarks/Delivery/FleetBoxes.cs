using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Uplink;
using AgentUplink = SafeCity.Edge.Transport.Uplink.Uplink;

namespace SafeCity.Edge.Benchmarks.Delivery;

/// <summary>Some boxes of a <see cref="Fleet"/>, in a process of their own: connects them, waits for a line, records, and says what came of it.</summary>
internal static class FleetBoxes
{
    private static readonly byte[] Body = [.. Enumerable.Repeat((byte)'x', 1200)];

    internal static async Task RunAsync(BrokerOptions broker, int first, int count, (int PerSecond, int Seconds) work)
    {
        (FleetRecords Records, AgentUplink Uplink)[] boxes = [.. Enumerable.Range(first, count).Select(n => Box(broker, n))];
        Stopwatch watch = Stopwatch.StartNew();
        foreach ((_, AgentUplink uplink) in boxes) _ = uplink.RunAsync(CancellationToken.None);
        while (boxes.Any(b => !b.Uplink.Statistics.Connected) && watch.Elapsed.TotalMinutes < 2) await Task.Delay(100);
        int connected = boxes.Count(b => b.Uplink.Statistics.Connected);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{connected} of {count} connected"));
        _ = Console.ReadLine();
        watch.Restart();
        long made = 0;
        while (watch.Elapsed.TotalSeconds < work.Seconds)
        {
            long due = (long)(watch.Elapsed.TotalSeconds * work.PerSecond);
            for (; made < due; made++) boxes[made % count].Records.Add(Body);
            await Task.Delay(10);
        }
        while (boxes.Any(b => b.Records.Pending > 0) && watch.Elapsed.TotalSeconds < work.Seconds + 60) await Task.Delay(20);
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{made} {boxes.Sum(b => b.Uplink.Statistics.Reconnects)} {self.WorkingSet64 / 1_000_000}"));
        await Task.WhenAll(boxes.Select(b => b.Uplink.DisposeAsync().AsTask()));
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
}
