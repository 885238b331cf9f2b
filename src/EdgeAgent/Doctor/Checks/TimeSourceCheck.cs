namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>A time service has set the clock, as systemd-timesyncd and chrony mark it in the file system.</summary>
internal sealed class TimeSourceCheck : BoxCheck
{
    public override string Id => "time-source";

    public override string Title => "clock of the box";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        DateTimeOffset now = context.Time.GetUtcNow();
        if (now < ReleasedAfter)
            return Task.FromResult(Fail($"the clock says {now:yyyy-MM-dd}, which is before this program was made", "the box has no battery-backed clock and no time service", "give it a time server: 'timedatectl set-ntp true'"));
        string mark = context.System("/run/systemd/timesync/synchronized");
        if (File.Exists(mark)) return Task.FromResult(Fine($"set by systemd-timesyncd, last {now - File.GetLastWriteTimeUtc(mark):d\\.hh\\:mm} ago"));
        string drift = context.System("/var/lib/chrony/chrony.drift");
        if (File.Exists(drift) && now - File.GetLastWriteTimeUtc(drift) < ChronySilentMax) return Task.FromResult(Fine("followed by chrony"));
        return Task.FromResult(Warn("no time service is known to have set the clock", "there is none, or it reaches no server; times in events may be wrong", "give the box a time server: 'timedatectl set-ntp true', and look at 'timedatectl status'"));
    }

    private static readonly DateTimeOffset ReleasedAfter = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // chrony writes its drift file about hourly while it has a source.
    private static readonly TimeSpan ChronySilentMax = TimeSpan.FromHours(3);
}
