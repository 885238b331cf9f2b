using System.Globalization;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>There is memory for the agent.</summary>
internal sealed class MemoryCheck : BoxCheck
{
    public override string Id => "memory";

    public override string Title => "memory";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        string file = context.System("/proc/meminfo");
        string? line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal)) : null;
        if (line is null) return Task.FromResult(Skip("this box does not tell its memory (/proc/meminfo)"));
        long mebibytes = long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) >> 10;
        string text = $"{mebibytes} MiB available";
        const string Cause = "something else takes it, or the box is too small for its cameras";
        if (mebibytes < LeastMebibytes) return Task.FromResult(Fail(text, Cause, "end other programs, or take cameras away: the agent needs 250 MiB and some 40 for each further camera"));
        return Task.FromResult(mebibytes < GoodMebibytes ? Warn(text, Cause, "look at 'ps aux --sort -rss | head'") : Fine(text));
    }

    private const long LeastMebibytes = 128;
    private const long GoodMebibytes = 384;
}
