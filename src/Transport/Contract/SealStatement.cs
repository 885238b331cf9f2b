using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>What a seal signs (contract, section 7): every record and tombstone since the one before.</summary>
/// <param name="PreviousSeal">SHA-256 of the previous seal's record, base64url; empty for the first.</param>
/// <param name="Time">When it was made. UTC.</param>
/// <param name="Records">Runs of records, by log.</param>
/// <param name="Tombstones">Tombstones.</param>
public sealed record SealStatement(
    string PreviousSeal,
    [property: JsonConverter(typeof(UtcMillisecondsConverter))] DateTimeOffset Time,
    IReadOnlyList<SealedRun> Records,
    IReadOnlyList<SealedTombstone> Tombstones)
{
    /// <summary>The payload type of its envelope.</summary>
    public const string PayloadType = "application/vnd.safecity.seal+json";
}
