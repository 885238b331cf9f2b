namespace SafeCity.Edge.Agent.Rules.Explain;

/// <summary>One rule's thoughts, in the order in which they began.</summary>
internal sealed record ExplainedRule(string Id, string Name, IReadOnlyList<ExplainedThought> Thoughts);
