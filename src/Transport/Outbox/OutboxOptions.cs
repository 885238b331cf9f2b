using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Where the outbox lies and how much it keeps.</summary>
/// <param name="Path">The database file. Its folder is created if it is missing; <c>-wal</c>, <c>-shm</c> and <c>.lock</c> lie beside
/// it.</param>
/// <param name="Identity">The box whose records these are.</param>
public sealed record OutboxOptions(string Path, DeviceIdentity Identity)
{
    /// <summary>
    /// The consumer whose cursor deletes records (end-to-end mode); null for broker mode, in which the broker's word commits
    /// (contract D4).
    /// </summary>
    public string? Consumer { get; init; }

    /// <summary>Signs the seals; null for none. Not disposed by the outbox.</summary>
    public Integrity.SealKey? SealKey { get; init; }

    /// <summary>Acknowledged records kept for replay, at most.</summary>
    public int ReplayRecordsMax { get; init; } = 10_000;

    /// <summary>Bytes of acknowledged records kept for replay, at most.</summary>
    public long ReplayBytesMax { get; init; } = 64L * 1024 * 1024;

    /// <summary>Age of acknowledged records kept for replay, at most.</summary>
    public TimeSpan ReplayAgeMax { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a fact that is not urgent waits for others to share its transaction. Limit of the contract (D1): 50.</summary>
    public int GroupCommitWindowMs { get; init; } = 50;

    /// <summary>How long a fact waits for a place in the queue before it is refused as <see cref="OutboxErrorKind.Overloaded"/>.</summary>
    public int QueueWaitMs { get; init; } = 1000;

    /// <summary>How old a pending event may become before a tombstone takes its place (contract, section 9); alarms are kept.</summary>
    public TimeSpan EventRetention { get; init; } = TimeSpan.FromHours(168);

    /// <summary>How old a pending key frame may become before a tombstone takes its place.</summary>
    public TimeSpan KeyFrameRetention { get; init; } = TimeSpan.FromHours(72);

    /// <summary>
    /// Size of the database file, at most; a fact that does not fit is refused as <see cref="OutboxErrorKind.DiskFull"/>.
    /// </summary>
    public long StoreBytesMax { get; init; } = 4L * 1024 * 1024 * 1024;
}
