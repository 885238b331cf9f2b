using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>Small methods: at most 60 lines from the signature to the last brace, comments inside included.</summary>
public sealed class MethodLengthTests
{
    private const int LinesMax = 60;

    // "path: method" and why it reads better in one piece.
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal);

    [Fact]
    public void Methods_have_at_most_60_lines() => Rule.Holds(Repository.CSharp(), Findings);

    [Fact]
    public void A_method_of_61_lines_is_caught()
    {
        string body = string.Concat(Enumerable.Repeat("        N++;\n", LinesMax - 2));
        Rule.Catches(new("src/A.cs", $"class A\n{{\n    void TooLong()\n    {{\n{body}    }}\n}}\n"), Findings, "TooLong has 61 lines");
    }

    [Fact]
    public void An_accessor_of_61_lines_is_caught()
    {
        string body = string.Concat(Enumerable.Repeat("            N++;\n", LinesMax - 2));
        SourceFile sample = new("src/A.cs", $"class A\n{{\n    int P\n    {{\n        get\n        {{\n{body}        }}\n    }}\n}}\n");
        Rule.Catches(sample, Findings, "get has 61 lines");
    }

    private static IEnumerable<string> Findings(SourceFile file) =>
        from node in file.Nodes<SyntaxNode>()
        let name = Name(node)
        where name is not null
        let lines = Lines(node)
        where lines > LinesMax && !Exceptions.ContainsKey($"{file.Path}: {name}")
        select file.At(node, $"{name} has {lines} lines, at most {LinesMax}: give its parts names");

    private static string? Name(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        AccessorDeclarationSyntax accessor => accessor.Keyword.Text,
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax or DestructorDeclarationSyntax => node.Kind().ToString(),
        _ => null,
    };

    // The span leaves out the documentation and the blank lines before the node.
    private static int Lines(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
