namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>The rules of one camera as they are written down.</summary>
/// <param name="Rules">In their order, which is the order of events of one frame.</param>
/// <param name="Ground">Of the ground, for speeds; null: not calibrated.</param>
internal sealed record CameraRules(IReadOnlyList<RuleSettings> Rules, GroundSettings? Ground = null);
