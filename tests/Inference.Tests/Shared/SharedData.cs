namespace SafeCity.Edge.Inference.Tests.Shared;

/// <summary>Finds what lies outside the repository or is brought by build/setup.sh; tests skip by name without it.</summary>
internal static class SharedData
{
    /// <summary>A path under <c>shared/data</c> beside the repository, or null.</summary>
    internal static string? Find(string path) => Upwards(Path.Combine("shared", "data", path));

    /// <summary>A model to bring along, under <c>shared/models</c> beside the repository, or null.</summary>
    internal static string? Model(string file) => Upwards(Path.Combine("shared", "models", file));

    /// <summary>The folder of model cards of the repository, if the weights of a card are there; or null.</summary>
    internal static string? ModelsWith(string weightsFile) =>
        Upwards(Path.Combine("models", "weights", weightsFile)) is { } weights ? Path.GetFullPath(Path.Combine(weights, "../..")) : null;

    /// <summary>The demo clip that build/setup.sh keeps in the user's cache folder, or null.</summary>
    internal static string? DemoClip()
    {
        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        string clip = Path.Combine(cache, "safecity-edge", "vtest.avi");
        return File.Exists(clip) ? clip : null;
    }

    private static string? Upwards(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, path);
            if (Path.Exists(candidate)) return candidate;
        }
        return null;
    }
}
