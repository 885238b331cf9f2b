using SafeCity.Edge.Agent.Rules.Schedule;

namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>A rule as it runs: checked, with its hash.</summary>
/// <param name="Index">Its place among the camera's rules.</param>
/// <param name="Id">Its name in small letters, digits and hyphens; unique on the camera.</param>
/// <param name="Settings">What was asked for.</param>
/// <param name="Hash">SHA-256 of the definition, base64url: whoever has the settings can tell which rule spoke.</param>
/// <param name="Classes">By class id: whether it is looked at.</param>
/// <param name="Hours">When it is open.</param>
internal sealed record RuleDefinition(int Index, string Id, RuleSettings Settings, string Hash, bool[] Classes, WeekSchedule Hours)
{
    internal RuleKind Kind => Settings.Kind;

    internal string Name => Settings.Name;
}
