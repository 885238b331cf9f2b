namespace SafeCity.Edge.Transport.Uplink;

/// <summary>One message of a record: the event itself, or a chunk of a key frame.</summary>
/// <param name="Progress">The record it belongs to.</param>
/// <param name="Payload">Its bytes.</param>
internal readonly record struct PumpMessage(RecordProgress Progress, ReadOnlyMemory<byte> Payload);
