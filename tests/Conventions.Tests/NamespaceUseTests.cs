using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>The same table by namespaces, so that a finding names the line, and what the base library offers is covered too.</summary>
public sealed class NamespaceUseTests
{
    private static readonly Dictionary<string, string[]> Forbidden = new(StringComparer.Ordinal)
    {
        ["src/Inference/"] = ["SafeCity.Edge.Transport", "SafeCity.Edge.Agent", "System.Net", "System.Diagnostics.Stopwatch", "Stopwatch"],
        ["src/Transport/"] = ["SafeCity.Edge.Inference", "SafeCity.Edge.Agent"],
    };

    [Fact]
    public void Rooms_use_no_namespace_that_the_architecture_forbids_them() => Rule.Holds(Repository.CSharp("src"), Findings);

    [Theory]
    [InlineData("src/Inference/Tracking/A.cs", "using SafeCity.Edge.Transport.Contract;", "SafeCity.Edge.Transport")]
    [InlineData("src/Inference/Models/A.cs", "using System.Net.Http;", "System.Net")]
    [InlineData("src/Inference/Models/A.cs", "class A { System.Net.IPAddress? x; }", "System.Net")]
    [InlineData("src/Inference/Models/A.cs", "class A { object x = global::SafeCity.Edge.Agent.Clip.Open(); }", "SafeCity.Edge.Agent")]
    [InlineData("src/Inference/Models/A.cs", "class A { long x = Stopwatch.GetTimestamp(); }", "Stopwatch")]
    [InlineData("src/Transport/Uplink/A.cs", "using View = SafeCity.Edge.Inference.Frames.ImageView;", "SafeCity.Edge.Inference")]
    public void A_forbidden_namespace_is_caught(string path, string text, string names) => Rule.Catches(new(path, text), Findings, names);

    [Fact]
    public void A_namespace_that_only_begins_alike_is_not_caught() =>
        Assert.Empty(Findings(new("src/Inference/A.cs", "using System.Networks; class A { }")));

    private static IEnumerable<string> Findings(SourceFile file)
    {
        string[] forbidden = Forbidden.Where(f => file.Path.StartsWith(f.Key, StringComparison.Ordinal)).SelectMany(f => f.Value).ToArray();
        return from node in file.Syntax.DescendantNodes()
               where node is NameSyntax or MemberAccessExpressionSyntax
               where !IsPartOfLongerName(node)
               let name = node.ToString().Replace("global::", "", StringComparison.Ordinal)
               let match = Array.Find(forbidden, f => name == f || name.StartsWith(f + ".", StringComparison.Ordinal))
               where match is not null
               select file.At(node, $"uses {match}, which the architecture does not allow in {file.Path.Split('/')[1]}");
    }

    // System.Net inside System.Net.Http would be the same finding again.
    private static bool IsPartOfLongerName(SyntaxNode node) =>
        node.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax;
}
