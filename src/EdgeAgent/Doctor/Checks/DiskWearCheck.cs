using System.Globalization;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>eMMC and SD cards tell in tenths how much of their life is used (JEDEC eMMC 5.0, DEVICE_LIFE_TIME_EST).</summary>
internal sealed class DiskWearCheck : BoxCheck
{
    public override string Id => "disk-wear";

    public override string Title => "wear of the disk";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        string folder = context.System("/sys/block");
        int? worst = null;
        foreach (string block in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
        {
            string file = Path.Combine(block, "device", "life_time");
            if (!File.Exists(file)) continue;
            // "0x01 0x02": two kinds of memory.
            foreach (string word in File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                if (word.StartsWith("0x", StringComparison.Ordinal) && int.TryParse(word[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int tenths) && !(tenths < worst)) worst = tenths;
        }
        if (worst is not int used || used == 0) return Task.FromResult(Skip("no disk of this box tells its wear"));
        string text = used > 10 ? "the disk is past its life" : $"up to {used * 10} % of the disk's life is used";
        const string Cause = "flash memory wears out by being written";
        if (used > 10) return Task.FromResult(Fail(text, Cause, "replace the disk now: 'safecity-edge outbox export' saves what is not delivered"));
        return Task.FromResult(used >= 9 ? Warn(text, Cause, "plan to replace it") : Fine(text));
    }
}
