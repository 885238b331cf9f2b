namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>So many objects more within a time.</summary>
internal sealed record Gathering(int Objects, TimeSpan Within);
