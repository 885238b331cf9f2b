using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// A part of a log that will not come, in its place: what of a tombstone's range the consumer does not hold (contract C3).
/// </summary>
/// <param name="Device">The box.</param>
/// <param name="Stream">The log.</param>
/// <param name="From">First sequence that is explained.</param>
/// <param name="To">Last one.</param>
/// <param name="Tombstone">What the box says of the whole range.</param>
public sealed record ReceivedGap(DeviceIdentity Device, StreamKey Stream, long From, long To, EventGap Tombstone);
