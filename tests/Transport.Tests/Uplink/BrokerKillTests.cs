using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using SafeCity.Edge.Transport.Consumer;
using Transport.Tests.Broker;

namespace Transport.Tests.Uplink;

/// <summary>
/// The broker dies three times under full load. In broker mode it may take a record, say so, and die before it has passed it on: then
/// the consumer sees the hole and asks for it (contract C2), and the end of the log it knows from the state messages (C5).
/// </summary>
public sealed class BrokerKillTests
{
    private const int Records = 2000;

    [SkippableFact]
    public async Task Broker_killed_three_times_loses_nothing_and_breaks_no_order()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        ConcurrentQueue<int> arrivals = new();
        ConsumerConnection platform = Platform(broker, arrivals);
        using CancellationTokenSource end = new();
        Task listening = platform.RunAsync(end.Token);
        await platform.WaitUntilSubscribedAsync(end.Token).WaitAsync(TimeSpan.FromSeconds(20));
        MemoryRecords records = new();
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);

        int next = 1;
        for (int kill = 1; kill <= 3; kill++)
        {
            TestUplink.AddEvents(records, next, next + 499);
            next += 500;
            int half = next - 250;
            await Eventually.True(() => arrivals.Count > half, $"half of part {kill} has arrived");
            await broker.KillAsync();
            await Eventually.True(() => !uplink.Statistics.Connected, "the uplink has noticed");
            await broker.StartAgainAsync();
        }
        TestUplink.AddEvents(records, next, Records);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(60)));
        HashSet<int> askedFor = await FillHoles(platform, uplink, arrivals);

        int[] order = [.. arrivals];
        Assert.Equal(Enumerable.Range(1, Records), order.Distinct().Order());
        Assert.Equal(4, uplink.Statistics.Connects);
        // First arrivals come in order, but for what the broker had taken and lost and the platform asked for again.
        int[] first = [.. order.Distinct().Where(n => !askedFor.Contains(n))];
        Assert.Equal(first.Order(), first);
        await end.CancelAsync();
        await listening;
    }

    private static ConsumerConnection Platform(MosquittoBroker broker, ConcurrentQueue<int> arrivals) => new(
        new ConsumerConnectionOptions
        {
            Broker = broker.Options,
            ClientId = "platform",
            ReconnectDelayMin = TimeSpan.FromMilliseconds(20),
            ReconnectDelayMax = TimeSpan.FromMilliseconds(50),
        },
        message =>
        {
            if (message.Topic.Contains("/evt/"))
                arrivals.Enqueue(int.Parse(Encoding.ASCII.GetString(message.Payload.Span), CultureInfo.InvariantCulture));
            return ValueTask.CompletedTask;
        },
        TimeProvider.System,
        new Random(3));

    /// <summary>Asks for each hole until there is none; what the broker had taken and lost.</summary>
    private static async Task<HashSet<int>> FillHoles(ConsumerConnection platform, TestUplink uplink, ConcurrentQueue<int> arrivals)
    {
        HashSet<int> askedFor = [];
        for (int attempt = 1; attempt <= 50; attempt++)
        {
            await Eventually.True(() => platform.Statistics.Connected, "the platform is connected");
            int[] missing = [.. Enumerable.Range(1, Records).Except(arrivals)];
            if (missing.Length == 0) return askedFor;
            askedFor.UnionWith(missing);
            foreach (int number in missing)
                await platform.RequestReplayAsync(new ReplayRequest(TestUplink.Device, TestUplink.Camera, number, number, attempt));
            Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
            // A command may come after the drain, and a message after its acknowledgement: the next pass looks again.
            await Task.WhenAny(AllHere(missing, arrivals), Task.Delay(TimeSpan.FromSeconds(2)));
        }
        return askedFor;
    }

    private static Task AllHere(int[] numbers, ConcurrentQueue<int> arrivals) =>
        Eventually.True(() => !numbers.Except(arrivals).Any(), "the records asked for");
}
