using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>One message of a record: the event itself, or a chunk of a key frame.</summary>
/// <param name="Progress">The record it belongs to.</param>
/// <param name="Chunk">The chunk, encoded only when it is sent; null when the record's body is the message.</param>
internal readonly record struct PumpMessage(RecordProgress Progress, KeyFrameChunk? Chunk);
