using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>A range of a log that did not come and should be sent again (<c>cmd/replay</c>).</summary>
/// <param name="Device">The box.</param>
/// <param name="Stream">The log.</param>
/// <param name="FromSequence">First missing record.</param>
/// <param name="ToSequence">Last missing record.</param>
/// <param name="Attempt">1 for the first request of this hole.</param>
public sealed record ReplayRequest(DeviceIdentity Device, StreamKey Stream, long FromSequence, long ToSequence, int Attempt);
