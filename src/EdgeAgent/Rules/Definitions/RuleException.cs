namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>Rules that cannot run, with every fault.</summary>
internal sealed class RuleException(IReadOnlyList<RuleFault> faults)
    : Exception(string.Join(Environment.NewLine, faults.Select(f => $"{f.Path}: {f.Reason}")))
{
    internal IReadOnlyList<RuleFault> Faults { get; } = faults;
}
