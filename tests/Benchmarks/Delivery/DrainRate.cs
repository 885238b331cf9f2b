using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Transport.Outbox;
using SafeCity.Edge.Transport.Uplink;
using AgentUplink = SafeCity.Edge.Transport.Uplink.Uplink;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace SafeCity.Edge.Benchmarks.Delivery;

/// <summary>
/// A backlog on disk through the uplink (broker mode: each record is marked in the store) against <c>mosquitto_pub -l -q 1</c> that sends
/// the same payloads from a file, by turns, to the same broker with a <c>mosquitto_sub -q 1</c> that listens.
/// </summary>
internal static class DrainRate
{
    internal static async Task RunAsync(string folder, BrokerOptions broker, int records, int rounds)
    {
        string lines = Path.Combine(folder, "payloads");
        List<double> ratios = [];
        for (int round = 0; round < rounds; round++)
        {
            double uplink = await UplinkAsync(Path.Combine(folder, $"drain{round}.db"), broker, (records, lines));
            double pub = Publish(broker, lines, records);
            ratios.Add(uplink / pub);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {round + 1} | {records} | {uplink:F0} | {pub:F0} | {uplink / pub:F2} |"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio {CommitRate.Median(ratios):F2}"));
    }

    private static async Task<double> UplinkAsync(string path, BrokerOptions broker, (int Records, string Lines) work)
    {
        using OutboxStore outbox = DeliveryFacts.Open(path);
        await DeliveryFacts.FillAsync(outbox, work.Records);
        if (!File.Exists(work.Lines)) Save(outbox, work.Lines);
        UplinkOptions options = new() { Broker = broker, AgentVersion = "0.1.0", BirthWait = TimeSpan.FromMilliseconds(10) };
        await using AgentUplink uplink = new(options, DeliveryFacts.Device, outbox, TimeProvider.System, new Random(1));
        Stopwatch watch = Stopwatch.StartNew();
        _ = uplink.RunAsync(CancellationToken.None);
        if (!await uplink.DrainAsync(TimeSpan.FromMinutes(20))) throw new InvalidOperationException($"not drained: {uplink.Statistics}");
        return work.Records / watch.Elapsed.TotalSeconds;
    }

    private static void Save(OutboxStore outbox, string lines)
    {
        using FileStream file = File.Create(lines);
        StreamPosition log = outbox.Positions()[0];
        for (long last = 0; outbox.ReadUnacknowledged(log.Stream, last, 1000) is { Count: > 0 } page; last = page[^1].Sequence)
        {
            foreach (OutboxRecord record in page)
            {
                file.Write(record.Body.Span);
                file.WriteByte((byte)'\n');
            }
        }
    }

    private static double Publish(BrokerOptions broker, string lines, int records)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using Process pub = Process.Start("sh",
        [
            "-c", $"mosquitto_pub -V mqttv5 -h {broker.Host} -p {broker.Port} -q 1 -l -t sc1/acme/harbour/bench/evt/cam1/track < '{lines}'",
        ]);
        pub.WaitForExit();
        if (pub.ExitCode != 0) throw new InvalidOperationException("mosquitto_pub failed, its message stands above");
        return records / watch.Elapsed.TotalSeconds;
    }
}
