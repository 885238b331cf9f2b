namespace SafeCity.Edge.Transport.Uplink;

/// <summary>What came of a command.</summary>
/// <param name="IsDone">False when it failed.</param>
/// <param name="Detail">A sentence, or what was asked for; at most some kilobytes.</param>
/// <param name="Afterwards">Run when the reply is stored and has been sent if that is possible; for a restart.</param>
public sealed record CommandOutcome(bool IsDone, string? Detail = null, Action? Afterwards = null);
