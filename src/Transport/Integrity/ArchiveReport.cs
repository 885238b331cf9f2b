namespace SafeCity.Edge.Transport.Integrity;

/// <summary>What a check of an archive found.</summary>
/// <param name="Records">Records read.</param>
/// <param name="Sealed">Records and tombstones that a valid seal covers.</param>
/// <param name="Logs">What is there of each log.</param>
/// <param name="Findings">What is wrong, a sentence each; empty for an untouched archive.</param>
public sealed record ArchiveReport(int Records, int Sealed, IReadOnlyList<ArchiveLogReport> Logs, IReadOnlyList<string> Findings);
