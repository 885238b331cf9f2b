using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>What others tell the pump about a log.</summary>
/// <param name="Stream">The log.</param>
/// <param name="Committed">The consumer's cursor; null when the log is to be sent again from its first pending record.</param>
internal readonly record struct PumpRequest(StreamKey Stream, long? Committed);
