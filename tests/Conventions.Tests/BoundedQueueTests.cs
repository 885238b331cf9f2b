using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>Every queue between threads has a bound.</summary>
public sealed class BoundedQueueTests
{
    [Fact]
    public void Queues_between_threads_have_a_bound() => Rule.Holds(Repository.CSharp(), Findings);

    [Fact]
    public void An_unbounded_channel_is_caught() =>
        Rule.Catches(new("src/A.cs", "class A { object q = Channel.CreateUnbounded<int>(); }"), Findings, "CreateUnbounded");

    [Fact]
    public void A_prioritized_unbounded_channel_is_caught() =>
        Rule.Catches(new("src/A.cs", "class A { object q = Channel.CreateUnboundedPrioritized<int>(); }"), Findings, "CreateUnbounded");

    [Fact]
    public void A_blocking_collection_without_a_bound_is_caught() =>
        Rule.Catches(new("src/A.cs", "class A { object q = new BlockingCollection<int>(); }"), Findings, "BlockingCollection");

    private static IEnumerable<string> Findings(SourceFile file)
    {
        IEnumerable<string> channels = file.Nodes<SimpleNameSyntax>()
            .Where(n => n.Identifier.Text.StartsWith("CreateUnbounded", StringComparison.Ordinal))
            .Select(n => file.At(n, $"{n.Identifier.Text}: use Channel.CreateBounded and say what happens when it is full"));
        IEnumerable<string> collections = file.Nodes<ObjectCreationExpressionSyntax>()
            .Where(n => n.Type is GenericNameSyntax { Identifier.Text: "BlockingCollection" })
            .Where(n => n.ArgumentList is not { Arguments.Count: > 0 })
            .Select(n => file.At(n, "a BlockingCollection without a bound: give its capacity"));
        return channels.Concat(collections);
    }
}
