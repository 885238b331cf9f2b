namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>How a run ended.</summary>
/// <param name="Summary">What it did.</param>
/// <param name="Drained">True when everything recorded was acknowledged.</param>
/// <param name="UplinkError">The uplink's last fault as a sentence; null if there was none.</param>
/// <param name="Faults">The cameras that ended before their end, in the order of the settings.</param>
internal sealed record AgentOutcome(RunSummary Summary, bool Drained, string? UplinkError, IReadOnlyList<CameraFault> Faults);
