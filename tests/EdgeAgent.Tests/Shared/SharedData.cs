namespace SafeCity.Edge.Agent.Tests.Shared;

/// <summary>Finds what lies outside the repository or is brought by build/setup.sh; tests skip by name without it.</summary>
internal static class SharedData
{
    /// <summary>A path under <c>shared/data</c> beside the repository, or null.</summary>
    internal static string? Find(string path) => Upwards(Path.Combine("shared", "data", path));

    /// <summary>The folder of model cards of the repository, if the weights of a card are there; or null.</summary>
    internal static string? ModelsWith(string weightsFile) =>
        Upwards(Path.Combine("models", "weights", weightsFile)) is { } weights ? Path.GetFullPath(Path.Combine(weights, "../..")) : null;

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
