namespace SafeCity.Edge.Transport.Contract;

/// <summary>A tombstone that a seal covers.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="From">First sequence that is gone.</param>
/// <param name="To">Last one.</param>
/// <param name="Hash">SHA-256 of the tombstone's record, base64url.</param>
public sealed record SealedTombstone(string Stream, long Epoch, long From, long To, string Hash);
