using SafeCity.Edge.Agent.Pipeline;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The store can grow to what the settings allow it.</summary>
internal sealed class DiskSpaceCheck : BoxCheck
{
    public override string Id => "disk-space";

    public override string Title => "disk space";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Settings is not { } settings) return Task.FromResult(Skip("the settings are at fault"));
        string folder = Existing(settings.DataDirectory);
        long free = FreeBytes(folder);
        string database = Path.Combine(settings.DataDirectory, AgentRun.StoreFile);
        long need = settings.Store.BytesMax - (File.Exists(database) ? new FileInfo(database).Length : 0);
        string text = $"{free >> 20} MiB free at {folder}, and the store may grow by {Math.Max(0, need) >> 20} MiB";
        if (free < LeastBytes) return Task.FromResult(Fail(text, "the disk is full: records are refused", "delete what does not belong there, or set store.maxMegabytes lower"));
        return Task.FromResult(free < need ? Warn(text, "the disk is smaller than the store may become", "set store.maxMegabytes to what is free, or use a larger disk") : Fine(text));
    }

    private const long LeastBytes = 64L << 20;

    /// <summary>Free bytes at a folder; tests put a full disk here.</summary>
    internal Func<string, long> FreeBytes { get; init; } = static folder => new DriveInfo(folder).AvailableFreeSpace;

    private static string Existing(string folder)
    {
        string path = Path.GetFullPath(folder);
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } above) path = above;
        return path;
    }
}
