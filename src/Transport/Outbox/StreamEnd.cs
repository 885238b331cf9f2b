namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Where the next record of a log goes.</summary>
/// <param name="NextSequence">Its sequence.</param>
/// <param name="LastDigest">SHA-256 of the record before it; of the source for the first.</param>
internal readonly record struct StreamEnd(long NextSequence, byte[] LastDigest);
