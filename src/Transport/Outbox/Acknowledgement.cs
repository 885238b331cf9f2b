using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>A record that the broker has taken.</summary>
internal readonly record struct Acknowledgement(StreamKey Stream, long Sequence);
