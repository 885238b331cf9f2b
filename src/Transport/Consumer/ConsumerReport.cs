namespace SafeCity.Edge.Transport.Consumer;

/// <summary>What has arrived up to now.</summary>
/// <param name="Streams">Each log, by device, name and epoch.</param>
/// <param name="Findings">The first findings, in the order of their discovery.</param>
/// <param name="FindingCounts">All findings by kind, also those beyond the limit of <paramref name="Findings"/>.</param>
public sealed record ConsumerReport(
    IReadOnlyList<StreamReport> Streams, IReadOnlyList<ConsumerFinding> Findings, IReadOnlyDictionary<FindingKind, long> FindingCounts)
{
    /// <summary>True if nothing is missing and nothing was found wrong.</summary>
    public bool IsClean => FindingCounts.Count == 0 && Streams.All(s => s.GapsOpen == 0);
}
