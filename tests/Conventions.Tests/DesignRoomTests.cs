using System.Text.RegularExpressions;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>
/// Each product project has a DESIGN.md with a section "Rooms" whose list or table begins each line with the room's folder in
/// backquotes; the list and the folders are the same.
/// </summary>
public sealed partial class DesignRoomTests
{
    [Theory]
    [InlineData("Inference")]
    [InlineData("Transport")]
    [InlineData("EdgeAgent")]
    public void Design_note_lists_exactly_the_rooms_that_stand(string project)
    {
        string path = $"src/{project}/DESIGN.md";
        Assert.True(File.Exists(Repository.FullPath(path)), $"{path} is missing: status, goals, rooms, invariants, numbers, decisions");
        Rule.Holds(Findings(Repository.Read(path), Folders($"src/{project}/")));
    }

    [Fact]
    public void A_room_that_does_not_stand_is_caught() => Rule.Catches(
        new("src/A/DESIGN.md", "# A\n\n## Rooms\n\n- `Sources`: cameras\n- `Peripherals/Gpio`: inputs\n"),
        design => Findings(design, ["Sources"]), "`Peripherals`");

    [Fact]
    public void A_room_that_is_not_listed_is_caught() => Rule.Catches(
        new("src/A/DESIGN.md", "## Rooms\n| room | what |\n|---|---|\n| `Sources` | cameras |\n\n## Decisions\n- `Other` is no room\n"),
        design => Findings(design, ["Sources", "Decode"]), "the room Decode");

    private static IEnumerable<string> Findings(SourceFile design, string[] folders)
    {
        string[] listed = [.. RoomsSection().Match(design.Text) is { Success: true } section
            ? RoomLine().Matches(section.Value).Select(m => m.Groups[1].Value)
            : []];
        if (listed.Length == 0) return [$"{design.Path}: no section '## Rooms' with lines that begin with a folder in backquotes"];
        return listed.Except(folders).Select(room => $"{design.Path}: lists the room `{room}`, and there is no such folder with files")
            .Concat(folders.Except(listed).Select(room => $"{design.Path}: does not list the room {room}"));
    }

    private static string[] Folders(string project) =>
        [.. Repository.Files.Where(f => f.StartsWith(project, StringComparison.Ordinal)).Select(f => f[project.Length..])
            .Where(f => f.Contains('/', StringComparison.Ordinal)).Select(f => f.Split('/')[0]).Distinct()];

    [GeneratedRegex(@"(?ms)^## Rooms[^\n]*\n.*?(?=^## |\z)")]
    private static partial Regex RoomsSection();

    // "- `Sources`: ..." or "| `Native/Av` | ..."; a room inside a room counts as its outer room.
    [GeneratedRegex(@"(?m)^\s*(?:[-*]|\|)\s*`([A-Za-z0-9]+)[^`]*`")]
    private static partial Regex RoomLine();
}
