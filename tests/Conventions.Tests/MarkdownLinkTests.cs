using System.Text.RegularExpressions;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>Links and pictures of the documents lead to files of the repository.</summary>
public sealed partial class MarkdownLinkTests
{
    [Fact]
    public void Relative_links_lead_somewhere() => Rule.Holds(Repository.Texts(".md"), Findings);

    [Theory]
    [InlineData("see [the contract](docs/nowhere.md#part)", "docs/nowhere.md")]
    [InlineData("![overview](picture%20one.jpg \"title\")", "picture one.jpg")]
    [InlineData("[a]: ./missing.md", "missing.md")]
    public void A_dead_link_is_caught(string text, string names) => Rule.Catches(new("README.md", text), Findings, names);

    [Theory]
    [InlineData("[licence](LICENSE)")]
    [InlineData("[a part](#here) and [outside](https://example.com/x.md)")]
    [InlineData("```\n[an example](docs/nowhere.md)\n```")]
    [InlineData("`[code](docs/nowhere.md)`")]
    public void A_live_link_is_not_caught(string text) => Assert.Empty(Findings(new("README.md", text)));

    private static IEnumerable<string> Findings(SourceFile file)
    {
        string prose = Code().Replace(file.Text, m => new string('\n', m.Value.Count(c => c == '\n')));
        string folder = Path.GetDirectoryName(file.Path) ?? "";
        return from Match match in Link().Matches(prose)
               let target = Uri.UnescapeDataString(match.Groups["target"].Value.Split('#')[0])
               where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
               where !target.StartsWith("mailto:", StringComparison.Ordinal)
               let path = Repository.FullPath(Path.Combine(folder, target.TrimStart('/')))
               where !File.Exists(path) && !Directory.Exists(path)
               select file.At(prose[..match.Index].Count(c => c == '\n') + 1, $"dead link to {target}");
    }

    // [text](target "title"), ![alt](target), [name]: target
    [GeneratedRegex("""\]\(\s*<?(?<target>[^)\s>]+)|^\[[^\]]+\]:\s*<?(?<target>[^\s>]+)""", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex("(?s)```.*?```|`[^`\n]*`")]
    private static partial Regex Code();
}
