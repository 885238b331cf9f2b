namespace SafeCity.Edge.Transport.Consumer;

/// <summary>What a consumer does with records, and its bounds.</summary>
public sealed record ConsumerOptions
{
    /// <summary>
    /// Takes each event once, in the order of its log. Called inside <see cref="Consumer.Accept"/>. When it throws, the record counts
    /// as not taken and is offered again with the next message.
    /// </summary>
    public Action<ReceivedEvent>? OnEvent { get; init; }

    /// <summary>Takes each key frame once, in the order of its log; otherwise as <see cref="OnEvent"/>.</summary>
    public Action<ReceivedKeyFrame>? OnKeyFrame { get; init; }

    /// <summary>Takes what a tombstone explains, in its place; otherwise as <see cref="OnEvent"/>.</summary>
    public Action<ReceivedGap>? OnGap { get; init; }

    /// <summary>
    /// False: every log begins at 1, and what is missing before the first record is a gap. True, for a viewer that joins a running box:
    /// the first record of a log that arrives is where it begins.
    /// </summary>
    public bool StartsInTheMiddle { get; init; }

    /// <summary>How long a hole may stay before it is asked for (contract C2).</summary>
    public TimeSpan ReplayAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a box may announce records that do not come before they are asked for (contract C5).</summary>
    public TimeSpan TailReplayAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest wait between two requests for the same hole.</summary>
    public TimeSpan ReplayBackOffMax { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Records of one log that may wait for a hole to be filled. When full, the highest is dropped and asked for again later.
    /// </summary>
    public int ReorderRecordsMax { get; init; } = 1024;

    /// <summary>Bytes of one log that may wait for a hole to be filled; otherwise as <see cref="ReorderRecordsMax"/>.</summary>
    public long ReorderBytesMax { get; init; } = 64L * 1024 * 1024;

    /// <summary>Key frames of which only some chunks have come. When full, the oldest is dropped and asked for again later.</summary>
    public int AssembliesMax { get; init; } = 64;

    /// <summary>Logs at most. Records of further ones are refused as a finding: a consumer must not be filled by made-up names.</summary>
    public int StreamsMax { get; init; } = 4096;

    /// <summary>Findings that are kept with their words; further ones are only counted.</summary>
    public int FindingsMax { get; init; } = 100;
}
