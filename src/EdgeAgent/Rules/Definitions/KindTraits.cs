namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>What a kind of rule is called, uses and needs.</summary>
/// <param name="Name">In settings.</param>
/// <param name="Type">Of its events (contract, section 4).</param>
/// <param name="Needs">Keys that must be given.</param>
/// <param name="Uses">Keys that may be given, besides those of every rule.</param>
internal sealed record KindTraits(string Name, string Type, string[] Needs, string[] Uses)
{
    /// <summary>Classes that it looks at if none are named; empty: all.</summary>
    internal string[] Classes { get; init; } = [];
}
