namespace SafeCity.Edge.Agent.Tests.Rules;

/// <summary>Alone, since it reads the processor time of the process.</summary>
[CollectionDefinition(nameof(RuleCostTests), DisableParallelization = true)]
public sealed class RuleCostGroup;
