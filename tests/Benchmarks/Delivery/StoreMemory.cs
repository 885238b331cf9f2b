using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Transport.Uplink;
using AgentUplink = SafeCity.Edge.Transport.Uplink.Uplink;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace SafeCity.Edge.Benchmarks.Delivery;

/// <summary>Memory of the store and the uplink while the store grows, and while it is being sent from.</summary>
internal static class StoreMemory
{
    private const int Steps = 5;

    internal static async Task RunAsync(string folder, BrokerOptions broker, int records)
    {
        string path = Path.Combine(folder, "memory.db");
        using (OutboxStore outbox = DeliveryFacts.Open(path))
        {
            for (int step = 0; step < Steps; step++)
            {
                await DeliveryFacts.FillAsync(outbox, records / Steps);
                Say($"{(step + 1) * (records / Steps)} stored");
            }
        }
        Stopwatch watch = Stopwatch.StartNew();
        using OutboxStore again = DeliveryFacts.Open(path);
        Say(string.Create(CultureInfo.InvariantCulture, $"opened and checked in {watch.Elapsed.TotalSeconds:F1} s"));
        UplinkOptions options = new() { Broker = broker, AgentVersion = "0.1.0" };
        await using AgentUplink uplink = new(options, DeliveryFacts.Device, again, TimeProvider.System, new Random(1));
        _ = uplink.RunAsync(CancellationToken.None);
        foreach (int share in new[] { 10, 5 })
        {
            while (uplink.Statistics.Acknowledged < records / share) await Task.Delay(50);
            Say($"{records / share} sent");
        }
    }

    private static void Say(string what)
    {
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {GC.GetTotalMemory(forceFullCollection: true) / 1e6:F1} | {self.WorkingSet64 / 1e6:F0} |"));
    }
}
