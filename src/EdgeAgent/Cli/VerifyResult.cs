using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>What <c>verify</c> tells of one box's archive.</summary>
internal sealed record VerifyResult(
    string Archive, int Records, int Sealed, IReadOnlyList<ArchiveLogReport> Logs, IReadOnlyList<string> Findings);
