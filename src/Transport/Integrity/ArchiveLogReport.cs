namespace SafeCity.Edge.Transport.Integrity;

/// <summary>What an archive has of one log: to be compared with what the box announced (<c>birth</c>, <c>health</c>, <c>state</c>).</summary>
/// <param name="Source">The log.</param>
/// <param name="First">First sequence that is there or explained.</param>
/// <param name="Last">Last one.</param>
/// <param name="Records">Records.</param>
/// <param name="Tombstones">Tombstones.</param>
public sealed record ArchiveLogReport(string Source, long First, long Last, int Records, int Tombstones);
