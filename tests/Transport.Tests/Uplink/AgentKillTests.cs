using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Outbox;
using Transport.Tests.Broker;
using Transport.Tests.Outbox;

namespace Transport.Tests.Uplink;

/// <summary>
/// The agent is killed at every named point, again and again, while a platform listens; at the end the platform has everything that was
/// ever confirmed, each number once. A longer run: <c>SAFECITY_KILLS=1000</c>.
/// </summary>
public sealed class AgentKillTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private const int KillsDefault = 15;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Agent_killed_at_every_named_point_loses_nothing_and_gives_no_number_twice()
    {
        int kills = int.TryParse(Environment.GetEnvironmentVariable("SAFECITY_KILLS"), CultureInfo.InvariantCulture, out int n) ? n
            : KillsDefault;
        int seed = Environment.TickCount;
        Random random = new(seed);
        output.WriteLine($"seed {seed}, {kills} kills");
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        using SqliteConsumerStore store = SqliteConsumerStore.Open(_folder.File("platform.db"));
        Ingest ingest = Platform(broker, store);
        using CancellationTokenSource end = new();
        Task running = ingest.RunAsync(end.Token);
        await ingest.WaitUntilSubscribedAsync(end.Token).WaitAsync(TimeSpan.FromSeconds(20));

        List<long> confirmed = [];
        for (int kill = 0; kill < kills; kill++)
        {
            string point = AgentChild.Points[kill % AgentChild.Points.Length];
            (int exitCode, List<long> numbers) = await RunAsync(broker, point, random.Next(1, 6));
            Assert.True(exitCode == 137, $"kill {kill} at {point}: exit code {exitCode}");
            confirmed.AddRange(numbers);
        }
        Assert.Equal(0, (await RunAsync(broker, AgentChild.Drain, 1)).ExitCode);

        using (OutboxInspector inside = OutboxInspector.Open(_folder.File("outbox.db"))) Assert.Empty(OutboxCheck.Run(inside));
        StoredLog log = store.Logs().Single(l => !l.Stream.IsKeyFrames);
        long[] stored = [.. store.Released(log, 0, 100_000).Select(r => r.Name.Sequence)];
        output.WriteLine($"{confirmed.Count} confirmed, {stored.Length} stored");
        Assert.Equal(confirmed.Count, confirmed.Distinct().Count());
        Assert.Empty(confirmed.Except(stored));
        Assert.Equal(Enumerable.Range(1, stored.Length).Select(n => (long)n), stored);
        // A number given twice would be two records of one name; a lost record a broken chain.
        Assert.True(ingest.Findings.Count == 0, string.Join('\n', ingest.Findings));
        await end.CancelAsync();
        await running;
    }

    private async Task<(int ExitCode, List<long> Confirmed)> RunAsync(MosquittoBroker broker, string point, int occurrence)
    {
        using Process child = ChildProcess.Start(
            "agent", _folder.File("outbox.db"), broker.Port.ToString(CultureInfo.InvariantCulture), point,
            occurrence.ToString(CultureInfo.InvariantCulture));
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(90));
        string text = await child.StandardOutput.ReadToEndAsync(deadline.Token);
        await child.WaitForExitAsync(deadline.Token);
        // The last line may be torn.
        return (child.ExitCode, [.. text.Split('\n')[..^1].Select(l => long.Parse(l, CultureInfo.InvariantCulture))]);
    }

    private static Ingest Platform(MosquittoBroker broker, SqliteConsumerStore store) => new(store, new IngestOptions
    {
        Connection = new ConsumerConnectionOptions
        {
            Broker = broker.Options,
            ClientId = "platform",
            ReconnectDelayMin = TimeSpan.FromMilliseconds(20),
            ReconnectDelayMax = TimeSpan.FromMilliseconds(50),
        },
        Consumer = AgentChild.Consumer,
        Interval = TimeSpan.FromMilliseconds(50),
        Storing = new StoringConsumerOptions
        {
            ReplayAfter = TimeSpan.FromMilliseconds(300),
            TailReplayAfter = TimeSpan.FromMilliseconds(600),
            ReplayBackOffMax = TimeSpan.FromSeconds(1),
        },
    }, TimeProvider.System, new Random(3));
}
