namespace SafeCity.Edge.Transport.Consumer;

/// <summary>A message of a box.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes; a copy.</param>
/// <param name="Retained">True when the broker kept it from before the subscription.</param>
public readonly record struct ConsumerConnectionMessage(string Topic, ReadOnlyMemory<byte> Payload, bool Retained);
