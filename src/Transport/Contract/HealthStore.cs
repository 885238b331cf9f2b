namespace SafeCity.Edge.Transport.Contract;

/// <summary>How the box's store stands (contract D8).</summary>
/// <param name="UsedPercent">Of its limit, 0 to 100.</param>
/// <param name="Alarm">The highest of 70, 85 and 95 that is reached; 0 for none.</param>
/// <param name="Pending">Records that are not yet with the platform.</param>
/// <param name="Shed">Records that gave way to tombstones, over all starts.</param>
/// <param name="BytesWrittenPerDay">
/// What the store writes to its medium in a day at the pace since its start, for the wear of flash: pages of the journal, and once more in
/// the file.
/// </param>
/// <param name="Refused">Facts refused since the start: no room, or the medium failed.</param>
public sealed record HealthStore(int UsedPercent, int Alarm, long Pending, long Shed, long Refused, long BytesWrittenPerDay = 0)
{
    private static readonly int[] Levels = [95, 85, 70];

    /// <summary>The level of a share of the limit.</summary>
    public static int AlarmOf(double usedShare) => Array.Find(Levels, l => usedShare * 100 >= l);
}
