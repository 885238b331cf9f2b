using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>One text: a file of the repository, or a bad sample that a rule must catch.</summary>
/// <param name="Path">From the repository's root, with forward slashes.</param>
/// <param name="Text">The whole content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private SyntaxNode? _syntax;

    /// <summary>The lines, without their ends.</summary>
    public string[] Lines => Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>The C# syntax; the preprocessor's symbols are not set.</summary>
    public SyntaxNode Syntax => _syntax ??= CSharpSyntaxTree.ParseText(Text, new CSharpParseOptions(LanguageVersion.Latest)).GetRoot();

    /// <summary>All syntax nodes of a kind.</summary>
    public IEnumerable<T> Nodes<T>() where T : SyntaxNode => Syntax.DescendantNodes().OfType<T>();

    /// <summary>How a finding names its place: <c>path:line: what</c>.</summary>
    public string At(SyntaxNode node, string what) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {what}";

    /// <summary>How a finding names its place by line number, counted from 1.</summary>
    public string At(int line, string what) => $"{Path}:{line}: {what}";
}
