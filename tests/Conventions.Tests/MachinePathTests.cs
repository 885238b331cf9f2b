using System.Text.RegularExpressions;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>No file names a folder of the machine it was written on, or the host of a package registry.</summary>
public sealed partial class MachinePathTests
{
    // Joined here, so that this file does not contain what it forbids.
    private static readonly string[] RegistryHosts =
    [
        Host("npmjs", "org"), Host("npmjs", "com"), Host("yarnpkg", "com"), Host("nuget", "org"), Host("deb", "debian", "org"),
        Host("security", "debian", "org"), Host("pypi", "org"), Host("pythonhosted", "org"), Host("nodesource", "com"), Host("pkg", "dev"),
    ];

    [Fact]
    public void Tracked_files_name_no_folder_of_a_developers_machine() => Rule.Holds(Texts(), PathFindings);

    [Fact]
    public void Tracked_files_name_no_package_registry() => Rule.Holds(Texts(), HostFindings);

    [Theory]
    [InlineData("models/package-lock.json", "/wo", "rk/main/models")]
    [InlineData("src/A.cs", "/ho", "me/ada/clip.avi")]
    [InlineData("build/run.sh", "/tm", "p/cvt/x.json")]
    [InlineData("README.md", "/ro", "ot/.cache")]
    public void A_path_of_a_machine_is_caught(string file, string head, string tail) =>
        Rule.Catches(new(file, $"x = \"{head}{tail}\""), PathFindings, head + tail[..2]);

    [Fact]
    public void A_registry_host_is_caught()
    {
        string host = RegistryHosts[0];
        Rule.Catches(new("models/package-lock.json", $"\"resolved\": \"https://x.{host}/x.tgz\""), HostFindings, host);
        Rule.Catches(new("NuGet.config", "value=\"https://" + "artifactory.example/api/v3\""), HostFindings, "artifactory.example");
    }

    [Fact]
    public void A_temporary_folder_that_comes_from_the_environment_is_not_caught() =>
        Assert.Empty(PathFindings(new("build/run.sh", "mktemp -d \"${TMPDIR:-/tmp}/safecity-edge.XXXXXX\"")));

    private static string Host(params string[] labels) => string.Join('.', labels);

    // Text only: a NUL among the first bytes means a picture, a fixture or weights.
    private static IEnumerable<SourceFile> Texts() => Repository.Files.Select(Repository.Read)
        .Where(f => !f.Text.AsSpan(0, Math.Min(f.Text.Length, 4096)).Contains('\0'));

    private static IEnumerable<string> PathFindings(SourceFile file) =>
        from line in Numbered(file)
        from Match match in MachinePath().Matches(line.Text)
        select file.At(line.Number, $"names {match.Value}, a folder of one machine: take it from an option or the environment");

    private static IEnumerable<string> HostFindings(SourceFile file) =>
        from line in Numbered(file)
        let known = RegistryHosts.FirstOrDefault(h => line.Text.Contains(h, StringComparison.OrdinalIgnoreCase))
        let found = known ?? (RegistryUrl().Match(line.Text) is { Success: true } match ? match.Value : null)
        where found is not null
        select file.At(line.Number, $"names {found}: where packages come from is the machine's configuration, not the project's");

    private static IEnumerable<(int Number, string Text)> Numbered(SourceFile file) => file.Lines.Select((text, i) => (i + 1, text));

    // Not after a letter, digit, dot or brace: "https://example.com/home/x" and "${TMPDIR:-/tmp}/x" are no such paths.
    [GeneratedRegex(@"(?<![\w.\-}:])/(work|farm|home|root|Users|tmp)/[\w.][\w.\-]+")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://[\w.\-]*(registry|artifactory|nexus|verdaccio|mirror|proxy)[\w\-]*\.[\w.\-]+", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryUrl();
}
