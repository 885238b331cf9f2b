namespace SafeCity.Edge.Transport.Consumer;

/// <summary>What stands at a sequence: a record, or what a tombstone explains from there on.</summary>
/// <param name="To">The sequence itself for a record; for a tombstone the last that it explains before the next record that is
/// held.</param>
/// <param name="IsExplained">True for a tombstone.</param>
/// <param name="PreviousHash">A record's link to the one before; null for a tombstone.</param>
/// <param name="Hash">Digest of what stands at <paramref name="To"/>; null when it is not known.</param>
public readonly record struct StoredStep(long To, bool IsExplained, string? PreviousHash, string? Hash);
