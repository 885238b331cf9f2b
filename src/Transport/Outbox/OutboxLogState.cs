using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>One log of a store, as <c>outbox list</c> shows it.</summary>
/// <param name="Stream">The log.</param>
/// <param name="IsCurrent">True when it takes new records; false for an earlier epoch.</param>
/// <param name="NextSequence">What its next record will get.</param>
/// <param name="Committed">The consumer's cursor; 0 in broker mode.</param>
/// <param name="Pending">Records and tombstones still to be sent.</param>
/// <param name="InRing">Acknowledged records kept for replay.</param>
/// <param name="Bytes">Bytes of all of them.</param>
/// <param name="OldestPending">When the oldest pending one was recorded; null when there is none.</param>
public sealed record OutboxLogState(
    StreamKey Stream, bool IsCurrent, long NextSequence, long Committed, long Pending, long InRing, long Bytes, DateTimeOffset? OldestPending);
