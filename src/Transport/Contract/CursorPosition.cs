namespace SafeCity.Edge.Transport.Contract;

/// <summary>Everything of a log up to and including a sequence is durably with the consumer, or explained by a tombstone.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Sequence">The sequence; 0 for none yet.</param>
public sealed record CursorPosition(string Stream, long Epoch, long Sequence);
