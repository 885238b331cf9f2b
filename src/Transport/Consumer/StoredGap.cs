using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>A tombstone as a platform keeps it: what it says, and its exact bytes, which a seal covers.</summary>
public sealed record StoredGap(EventGap Gap, ReadOnlyMemory<byte> Body);
