namespace SafeCity.Edge.Transport.Contract;

/// <summary>The digests of neighbours in a log.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="From">Sequence of the first.</param>
/// <param name="Hashes">SHA-256 of each record, base64url, by ascending sequence.</param>
public sealed record SealedRun(string Stream, long Epoch, long From, IReadOnlyList<string> Hashes);
