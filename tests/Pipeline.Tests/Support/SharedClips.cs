namespace Pipeline.Tests.Support;

/// <summary>Real clips that are not part of the repository.</summary>
internal static class SharedClips
{
    /// <summary>The file's path; skips the test by name when it is not there.</summary>
    /// <param name="name">Below the folder of samples.</param>
    internal static string Find(string name)
    {
        string? found = null;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null && found is null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", name);
            if (File.Exists(candidate)) found = candidate;
        }
        Skip.If(found is null, $"shared/data/{name} is not there: it is not part of the repository");
        return found!;
    }
}
