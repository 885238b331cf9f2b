using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Outbox;

public sealed class OutboxKillTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private const int Kills = 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Outbox_survives_twenty_kills_without_a_hole_a_reused_sequence_or_a_broken_chain()
    {
        string store = _folder.File("outbox.db");
        int seed = Environment.TickCount;
        Random random = new(seed);
        output.WriteLine($"seed {seed}");
        long confirmed = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            long last = await WriteAndKillAsync(store, random.Next(1, 60));
            Assert.True(last > confirmed, $"kill {kill}: sequence {last} was given after {confirmed} had been confirmed");
            confirmed = last;
        }
        using OutboxStore outbox = Sample.Open(store);
        Assert.Equal(Kills + 1, outbox.Boot);
        StreamPosition events = outbox.Positions().Single(p => !p.Stream.IsKeyFrames);
        IReadOnlyList<OutboxRecord> log = LogProof.Check(outbox, events.Stream);
        IReadOnlyList<OutboxRecord> frames = LogProof.Check(outbox, outbox.Positions().Single(p => p.Stream.IsKeyFrames).Stream);
        output.WriteLine($"{log.Count} events on disk, {confirmed} confirmed last");
        Assert.True(log.Count >= confirmed, $"{confirmed} was confirmed, {log.Count} are there");
        Assert.Equal(log.Count, frames.Count);
        Assert.Equal(log.Count + 1, events.NextSequence);
        Assert.All(log, r => Assert.True(EventText.TryReadEvent(r.Body.Span, out _, out _)));
    }

    /// <summary>Lets a child write, kills it (SIGKILL) after some confirmations; returns the highest that it confirmed.</summary>
    private static async Task<long> WriteAndKillAsync(string store, int confirmations)
    {
        using Process child = ChildProcess.Start("write", store);
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        long last = 0;
        try
        {
            for (int i = 0; i < confirmations; i++) last = Sequence(await child.StandardOutput.ReadLineAsync(deadline.Token));
        }
        finally
        {
            child.Kill();
        }
        // What it confirmed before the signal reached it is still in the pipe, the last line perhaps torn.
        string rest = await child.StandardOutput.ReadToEndAsync(deadline.Token);
        foreach (string line in rest.Split('\n')[..^1]) last = Math.Max(last, Sequence(line));
        await child.WaitForExitAsync(deadline.Token);
        return last;
    }

    private static long Sequence(string? line) => long.Parse(Assert.IsType<string>(line), CultureInfo.InvariantCulture);
}
