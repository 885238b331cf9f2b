using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>Nothing is swallowed: a catch does something, or says why there is nothing to do.</summary>
public sealed class SwallowedFaultTests
{
    [Fact]
    public void A_catch_does_something_or_says_why_not() => Rule.Holds(Repository.CSharp(), Findings);

    [Theory]
    [InlineData("catch { }", "says why")]
    [InlineData("catch (IOException) { }", "says why")]
    [InlineData("catch { /* too late to tell anybody */ }", "which exceptions")]
    public void An_empty_catch_is_caught(string clause, string names) =>
        Rule.Catches(new("src/A.cs", $"class A {{ void M() {{ try {{ N(); }} {clause} }} }}"), Findings, names);

    [Fact]
    public void An_empty_catch_of_named_exceptions_with_a_reason_is_not_caught() => Assert.Empty(Findings(new(
        "src/A.cs", "class A { void M() { try { N(); } catch (ObjectDisposedException) { /* stopped meanwhile: nothing to stop */ } } }")));

    private static IEnumerable<string> Findings(SourceFile file)
    {
        foreach (CatchClauseSyntax clause in file.Nodes<CatchClauseSyntax>().Where(c => c.Block.Statements.Count == 0))
        {
            bool hasReason = clause.Block.DescendantTrivia()
                .Any(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia));
            if (!hasReason)
                yield return file.At(clause, "an empty catch: handle it, or write a comment that says why there is nothing to do");
            else if (clause.Declaration is null && clause.Filter is null)
                yield return file.At(clause, "an empty catch of everything: name which exceptions");
        }
    }
}
