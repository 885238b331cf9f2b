namespace SafeCity.Edge.Transport.Contract;

/// <summary>A tombstone (contract D8, C3): what stood in this part of the log and is gone on purpose.</summary>
/// <param name="From">First sequence that is gone; also the tombstone's own.</param>
/// <param name="To">Last sequence that is gone.</param>
/// <param name="Reason"><c>full</c>, <c>expired</c>, <c>rejected</c> (no broker takes it) or <c>erased</c>.</param>
/// <param name="Counts">How many records of each type, by the type's name in order.</param>
/// <param name="LastHash">SHA-256 of the last record that is gone, base64url: the next record's <c>previoushash</c>.</param>
public sealed record EventGap(long From, long To, string Reason, IReadOnlyDictionary<string, long> Counts, string LastHash)
{
    /// <summary>The type of a tombstone, and the last level of its topic.</summary>
    public const string Type = "gap";
}
