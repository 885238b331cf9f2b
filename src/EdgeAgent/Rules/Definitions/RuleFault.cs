namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>Something wrong with the definition of a rule.</summary>
/// <param name="Path">Where, for example <c>cameras[0].rules[2].polygon</c>.</param>
/// <param name="Reason">What, and what to do.</param>
internal sealed record RuleFault(string Path, string Reason);
