namespace SafeCity.Edge.Conventions.Tests;

/// <summary>Only folders that hold something exist: an empty room promises what is not there.</summary>
public sealed class FolderTests
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "TestResults", "weights", "native"];

    [Fact]
    public void No_folder_is_empty() => Rule.Holds(
        new[] { "src", "tests", "build", "models" }.Select(Repository.FullPath).Where(Directory.Exists).SelectMany(EmptyFolders));

    [Fact]
    public void An_empty_folder_is_caught()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("safecity-edge-conventions-");
        try
        {
            root.CreateSubdirectory("full").CreateSubdirectory("deep");
            File.WriteAllText(Path.Combine(root.FullName, "full", "deep", "a.txt"), "");
            root.CreateSubdirectory("room/empty");
            root.CreateSubdirectory("obj/of/the/build");
            Assert.Equal([Path.Combine(root.FullName, "room")], EmptyFolders(root.FullName));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    // The topmost empty folder is named, not each one below it.
    private static IEnumerable<string> EmptyFolders(string folder) => Directory.EnumerateDirectories(folder)
        .Where(child => !Generated.Contains(Path.GetFileName(child), StringComparer.Ordinal))
        .SelectMany(child => HoldsFile(child) ? EmptyFolders(child) : [child])
        .Order(StringComparer.Ordinal);

    // A folder that only the build made things in is no room either, but a developer's leftover: git does not carry it.
    private static bool HoldsFile(string folder) =>
        Directory.EnumerateFiles(folder).Any() || Directory.EnumerateDirectories(folder).Any(HoldsFile);
}
