using System.Diagnostics;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>The files of this repository: tracked by git, and new ones that are not ignored.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<string>> AllFiles = new(ListFiles);

    /// <summary>The folder that holds <c>SafeCity.Edge.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files => AllFiles.Value;

    /// <summary>The C# files below any of the folders, parsed when asked.</summary>
    public static IEnumerable<SourceFile> CSharp(params string[] folders) => Texts(".cs", folders);

    /// <summary>The files with this ending below any of the folders (all files of the repository when none is named).</summary>
    public static IEnumerable<SourceFile> Texts(string ending, params string[] folders) => Files
        .Where(f => f.EndsWith(ending, StringComparison.Ordinal))
        .Where(f => folders.Length == 0 || folders.Any(folder => f.StartsWith(folder + "/", StringComparison.Ordinal)))
        .Select(Read);

    /// <summary>One file by its path from the root.</summary>
    public static SourceFile Read(string path) => new(path, File.ReadAllText(FullPath(path)));

    /// <summary>The place of a path from the root on this disk.</summary>
    public static string FullPath(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SafeCity.Edge.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("no SafeCity.Edge.sln above the test assembly: run from a checkout");
    }

    private static List<string> ListFiles()
    {
        string[] arguments = ["-C", Root, "-c", "core.quotePath=false", "ls-files", "--cached", "--others", "--exclude-standard"];
        ProcessStartInfo start = new("git", arguments)
        {
            RedirectStandardOutput = true,
        };
        using Process git = Process.Start(start) ?? throw new InvalidOperationException("git did not start: install it");
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
            throw new InvalidOperationException($"git ls-files ended with {git.ExitCode} in {Root}: run from a git checkout");
        // A file deleted but not yet committed is still in the index.
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Where(f => File.Exists(FullPath(f)))];
    }
}
