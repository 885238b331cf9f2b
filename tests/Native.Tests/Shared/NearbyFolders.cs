namespace SafeCity.Edge.Native.Tests;

/// <summary>Folders that some tests need and that a clean clone does not have.</summary>
internal static class NearbyFolders
{
    /// <summary>The folder with the solution, above the test program.</summary>
    internal static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SafeCity.Edge.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }

    /// <summary>A folder of <c>shared</c> beside the repository: pictures, clips and models for tests. May not exist.</summary>
    internal static string Shared(string name) => Path.Combine(Path.GetDirectoryName(Repository())!, "shared", name);
}
