namespace SafeCity.Edge.Transport.Outbox;

/// <summary>A record that is to give way to a tombstone.</summary>
internal readonly record struct Victim(long RecordId, long StreamId, long Sequence, string Type, long Bytes);
