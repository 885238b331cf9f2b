namespace SafeCity.Edge.Agent.Discovery;

/// <summary>Video devices of this box, as the kernel lists them (Video4Linux2).</summary>
internal static class LocalVideoDevices
{
    /// <summary>Below a root of the file system; <c>/</c> but in tests.</summary>
    internal static IReadOnlyList<FoundCamera> List(string root = "/")
    {
        string folder = Path.Combine(root, "sys/class/video4linux");
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(device =>
        {
            string name = Path.Combine(device, "name");
            return new FoundCamera("v4l2", "/dev/" + Path.GetFileName(device), File.Exists(name) ? File.ReadAllText(name).Trim() : null, null);
        })];
    }
}
