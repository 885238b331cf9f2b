namespace SafeCity.Edge.Agent.Decode;

/// <summary>When decoding is slowed down.</summary>
internal sealed record DecodePaceOptions
{
    /// <summary>The scene must have been idle for this long.</summary>
    internal TimeSpan IdleAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Once every frame is decoded, that lasts at least so long: a leaf in the wind does not make it swing.</summary>
    internal TimeSpan EveryFrameMin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Key frames further apart are no watch on a scene, and keeping the packets between them costs memory: all are decoded then.
    /// </summary>
    internal TimeSpan KeyFrameIntervalMax { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Between two delivered frames at <see cref="DecodeRate.Sampled"/>.</summary>
    internal TimeSpan SampleInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Decisions follow from the frames alone, not from which thread is ahead: for files of which every frame is analysed. The decoding
    /// thread then waits for the analysis: of the frame before the last while every frame is decoded, of the last otherwise.
    /// </summary>
    internal bool LockStep { get; init; }
}
