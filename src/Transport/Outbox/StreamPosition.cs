using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>How far a log has got.</summary>
/// <param name="Stream">The log.</param>
/// <param name="NextSequence">The sequence that the next record will have.</param>
/// <param name="CommittedSequence">All records up to and including this one are acknowledged (contract D4).</param>
/// <param name="PreviousEpoch">The epoch of the same name before this one; null when there is none.</param>
public sealed record StreamPosition(StreamKey Stream, long NextSequence, long CommittedSequence, long? PreviousEpoch = null);
