namespace SafeCity.Edge.Transport.Uplink;

/// <summary>Where the reply of a command goes, and what it repeats.</summary>
internal readonly record struct CommandRoute(string? Topic, ReadOnlyMemory<byte> CorrelationData);
