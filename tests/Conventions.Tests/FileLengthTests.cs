namespace SafeCity.Edge.Conventions.Tests;

/// <summary>Small files: at most 270 lines. A file that is one long table may stand in the list of exceptions, with its reason.</summary>
public sealed class FileLengthTests
{
    private const int LinesMax = 270;

    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal);

    [Fact]
    public void Files_have_at_most_270_lines() => Rule.Holds(Repository.CSharp().Concat(Repository.Texts(".sh", "build")), Findings);

    [Fact]
    public void Exceptions_from_the_file_limit_are_still_needed() => Rule.Holds(Exceptions.Keys
        .Where(path => !File.Exists(Repository.FullPath(path)) || Repository.Read(path).Lines.Length <= LinesMax)
        .Select(path => $"{path}: take it off the list of exceptions"));

    [Fact]
    public void A_file_of_271_lines_is_caught() =>
        Rule.Catches(new("src/Transport/Long.cs", string.Concat(Enumerable.Repeat("// line\n", LinesMax + 1))), Findings, "271 lines");

    private static IEnumerable<string> Findings(SourceFile file)
    {
        int lines = file.Lines.Length;
        if (lines <= LinesMax || Exceptions.ContainsKey(file.Path)) yield break;
        yield return file.At(lines, $"{lines} lines, at most {LinesMax}: split it by what changes together");
    }
}
