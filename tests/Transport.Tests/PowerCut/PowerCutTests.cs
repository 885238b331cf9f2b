using System.Diagnostics;
using SafeCity.Edge.Native.Tests;
using SafeCity.Edge.Transport.Outbox;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.PowerCut;

/// <summary>
/// Power cuts at any moment of a run, from a log of what the store's process wrote and synced. What was confirmed survives each of them; and
/// the same test finds what <c>synchronous=NORMAL</c> would lose.
/// </summary>
public sealed class PowerCutTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private const int Cuts = 30;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Everything_confirmed_survives_a_power_cut_at_any_moment()
    {
        WriteLog log = await RecordAsync("write");
        Assert.True(log.Syncs > 20, $"only {log.Syncs} syncs were logged");
        Assert.Empty(Losses(log));
    }

    [SkippableFact]
    public async Task The_same_cuts_lose_confirmed_facts_with_synchronous_normal()
    {
        WriteLog log = await RecordAsync("write-normal");
        Assert.NotEmpty(Losses(log));
    }

    private async Task<WriteLog> RecordAsync(string how)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists("/usr/bin/gcc"), "gcc is not installed: apt-get install gcc libc6-dev");
        string shim = _folder.File("write_log.so"), store = _folder.File("outbox.db"), written = _folder.File("log");
        CCompiler.MakeLibrary(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PowerCut", "write_log.c")), shim);
        ProcessStartInfo start = new("dotnet", [typeof(ChildProcess).Assembly.Location, how, store]) { RedirectStandardOutput = true };
        start.Environment["LD_PRELOAD"] = shim;
        start.Environment["WRITE_LOG"] = written;
        start.Environment["WRITE_LOG_STORE"] = store;
        using Process child = Process.Start(start)!;
        // Past a checkpoint: a thousand pages of the journal are 300 facts with their pictures.
        for (int i = 0; i < 600; i++) Assert.NotNull(await child.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        child.Kill();
        await child.WaitForExitAsync();
        return new WriteLog(File.ReadAllBytes(written));
    }

    private List<string> Losses(WriteLog log)
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        List<string> losses = [];
        int most = 0;
        for (int cut = 0; cut < Cuts; cut++)
        {
            int step = random.Next(log.Steps / 20, log.Steps);
            string folder = _folder.File($"cut{cut}");
            _ = Directory.CreateDirectory(folder);
            string store = Path.Combine(folder, "outbox.db");
            IReadOnlyList<long> confirmed = log.Cut(step, random, store);
            most = Math.Max(most, confirmed.Count);
            if (Fault(store, confirmed) is { } fault) losses.Add($"seed {seed}, step {step}: {fault}");
            Directory.Delete(folder, recursive: true);
        }
        output.WriteLine($"seed {seed}, {log.Steps} steps, {log.Syncs} syncs, up to {most} confirmed, {losses.Count} of {Cuts} cuts lost something");
        Assert.True(most > 100, $"only {most} confirmations were logged: the test would see nothing");
        foreach (string loss in losses.Take(5)) output.WriteLine(loss);
        return losses;
    }

    private static string? Fault(string store, IReadOnlyList<long> confirmed)
    {
        try
        {
            using OutboxStore outbox = Sample.Open(store);
            if (confirmed.Count == 0) return null;
            StreamPosition? events = outbox.Positions().SingleOrDefault(p => !p.Stream.IsKeyFrames);
            int there = events is null ? 0 : LogProof.Check(outbox, events.Stream).Count;
            return there < confirmed.Max() ? $"{confirmed.Max()} was confirmed, {there} are there" : null;
        }
        catch (OutboxException e)
        {
            return e.Message;
        }
    }
}
