using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>What is not done is an issue, not a comment in the code.</summary>
public sealed partial class UnfinishedWorkTests
{
    [Fact]
    public void Code_holds_no_notes_of_unfinished_work() => Rule.Holds(Repository.CSharp(), Findings);

    [Theory]
    [InlineData("// " + "TO" + "DO: later")]
    [InlineData("/* " + "FIX" + "ME */")]
    public void A_note_of_unfinished_work_is_caught(string comment) =>
        Rule.Catches(new("src/A.cs", $"{comment}\nclass A {{ }}"), Findings, "src/A.cs:1");

    [Fact]
    public void A_stub_that_throws_not_implemented_is_caught() =>
        Rule.Catches(new("src/A.cs", "class A { void M() => throw new NotImplementedException(); }"), Findings, "NotImplementedException");

    private static IEnumerable<string> Findings(SourceFile file)
    {
        IEnumerable<string> notes = file.Syntax.DescendantTrivia(descendIntoTrivia: true)
            .Where(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia))
            .Where(t => Note().IsMatch(t.ToString()))
            .Select(t => file.At(t.GetLocation().GetLineSpan().StartLinePosition.Line + 1, $"'{t}': finish it or file an issue"));
        IEnumerable<string> stubs = file.Syntax.DescendantTokens()
            .Where(t => t.Text == nameof(NotImplementedException) && t.Parent?.Parent is ObjectCreationExpressionSyntax)
            .Select(t => file.At(t.Parent!, "NotImplementedException: finish it or leave it out"));
        return notes.Concat(stubs);
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Note();
}
