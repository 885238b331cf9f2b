using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>Names are those of the field: what would be called Manager, Helper or Util has a better name.</summary>
public sealed partial class NameTests
{
    private static readonly string[] Banned =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Core", "Misc"];

    [Fact]
    public void Files_folders_and_types_have_names_of_the_field() => Rule.Holds(
        Repository.Files.SelectMany(path => PathFindings(new(path, ""))).Concat(Repository.CSharp().SelectMany(TypeFindings)));

    [Theory]
    [InlineData("src/Transport/Common/Retry.cs", "Common")]
    [InlineData("src/Inference/FrameUtils.cs", "Utils")]
    [InlineData("build/helpers/copy.sh", "helpers")]
    [InlineData("tests/Core.Tests/A.cs", "Core")]
    public void A_file_or_folder_with_a_banned_name_is_caught(string path, string word) => Rule.Catches(new(path, ""), PathFindings, word);

    [Fact]
    public void A_type_with_a_banned_name_is_caught() =>
        Rule.Catches(new("src/A.cs", "internal sealed class TrackManager { }"), TypeFindings, "TrackManager");

    [Fact]
    public void A_word_that_only_begins_like_a_banned_one_is_not_caught() =>
        Assert.Empty(PathFindings(new("src/Inference/Correlation/Commonality.Managers.cs", "")));

    [Fact]
    public void A_native_name_of_an_import_is_not_caught() =>
        Assert.Empty(PathFindings(new("src/EdgeAgent/Native/Av/Interop.Av.Util.cs", "")));

    // A native room's imports keep the library's names: Interop.Av.Util.cs is libavutil.
    private static IEnumerable<string> PathFindings(SourceFile file) => file.Path.Split('/')
        .Where(segment => !segment.StartsWith("Interop.", StringComparison.Ordinal))
        .SelectMany(Words)
        .Where(IsBanned)
        .Select(word => $"{file.Path}: the name says '{word}': name it after what it does");

    private static IEnumerable<string> TypeFindings(SourceFile file) => file.Nodes<BaseTypeDeclarationSyntax>()
        .Where(t => Words(t.Identifier.Text).Any(IsBanned))
        .Select(t => file.At(t, $"{t.Identifier.Text}: name it after what it does"));

    private static bool IsBanned(string word) => Banned.Contains(word, StringComparer.OrdinalIgnoreCase);

    // FrameUtils.Cache.cs -> Frame, Utils, Cache, cs
    private static IEnumerable<string> Words(string name) => Word().Matches(name).Select(m => m.Value);

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();
}
