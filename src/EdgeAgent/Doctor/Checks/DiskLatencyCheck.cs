using System.Globalization;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>A small write is durable soon enough for the group commit.</summary>
internal sealed class DiskLatencyCheck : BoxCheck
{
    public override string Id => "disk-latency";

    public override string Title => "write latency of the disk";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Settings is not { } settings) return Task.FromResult(Skip("the settings are at fault"));
        if (!Directory.Exists(settings.DataDirectory)) return Task.FromResult(Skip($"{settings.DataDirectory} is not there yet: the agent makes it at its first start"));
        double[] milliseconds;
        try
        {
            milliseconds = Measure(settings.DataDirectory, context.Time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(Fail($"{settings.DataDirectory} cannot be written ({e.Message})", "the folder belongs to somebody else, or the disk is read-only or full", $"check its owner: 'ls -ld {settings.DataDirectory}', and 'dmesg' for faults of the disk"));
        }
        Array.Sort(milliseconds);
        double median = milliseconds[milliseconds.Length / 2], worst = milliseconds[^1];
        string text = string.Create(CultureInfo.InvariantCulture, $"a durable write takes {median:0.0} ms, at worst {worst:0.0} ms");
        if (median > SlowMilliseconds) return Task.FromResult(Fail(text, "the disk is worn, failing, or a slow card", "use a card or disk of industrial quality; see the check 'disk-wear'"));
        return Task.FromResult(worst > StallMilliseconds ? Warn(text, "the disk stalls now and then, as worn cards do", "watch it; see the check 'disk-wear'") : Fine(text));
    }

    private const int Writes = 15;
    private const double SlowMilliseconds = 200;
    private const double StallMilliseconds = 1000;

    /// <summary>Milliseconds of each of some durable writes; tests put a slow disk here.</summary>
    internal Func<string, TimeProvider, double[]> Measure { get; init; } = static (folder, time) =>
    {
        string file = Path.Combine(folder, ".doctor");
        double[] all = new double[Writes];
        byte[] block = new byte[4096];
        using (FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
        {
            for (int i = 0; i < all.Length; i++)
            {
                long started = time.GetTimestamp();
                stream.Write(block);
                stream.Flush(flushToDisk: true);
                all[i] = time.GetElapsedTime(started).TotalMilliseconds;
            }
        }
        return all;
    };
}
