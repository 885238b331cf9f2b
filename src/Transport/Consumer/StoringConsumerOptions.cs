namespace SafeCity.Edge.Transport.Consumer;

/// <summary>Bounds of a <see cref="StoringConsumer"/>. The durations are those of contract.md, section 5.</summary>
public sealed record StoringConsumerOptions
{
    /// <summary>Records that are committed together at most (contract C4).</summary>
    public int RecordsPerCommit { get; init; } = 128;

    /// <summary>Bytes that may wait for a commit.</summary>
    public long BytesPerCommit { get; init; } = 16L * 1024 * 1024;

    /// <summary>How long a hole may stay before it is asked for (contract C2).</summary>
    public TimeSpan ReplayAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a box may announce records that do not come before they are asked for (contract C5).</summary>
    public TimeSpan TailReplayAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest wait between two requests for the same hole.</summary>
    public TimeSpan ReplayBackOffMax { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Key frames of which only some chunks have come. When full, the oldest is dropped and asked for again later.</summary>
    public int AssembliesMax { get; init; } = 64;

    /// <summary>
    /// True for several processes that share a subscription: the broker spreads the chunks of a key frame over them, so chunks wait for
    /// each other in the store instead of in memory (contract C7).
    /// </summary>
    public bool AssemblesInStore { get; init; }

    /// <summary>Logs at most: a store must not be filled by made-up names.</summary>
    public int LogsMax { get; init; } = 4096;

    /// <summary>Findings that are kept with their words; further ones are only counted.</summary>
    public int FindingsMax { get; init; } = 100;
}
