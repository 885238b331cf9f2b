namespace SafeCity.Edge.Agent.Decode;

/// <summary>How a source is opened and decoded.</summary>
internal sealed record VideoDecoderOptions
{
    /// <summary>From the first packet sent to a camera until its stream is known. Also bounds the look-up of its name.</summary>
    internal TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest silence before a read ends with an error.</summary>
    internal TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A decoder by libav's name, for example <c>h264_v4l2m2m</c> for a box's hardware; null: software.</summary>
    internal string? DecoderName { get; init; }

    /// <summary>Decoding threads. More than 1 adds frames of delay and memory, and decoding is rarely the bottleneck.</summary>
    internal int Threads { get; init; } = 1;

    /// <summary>Slows decoding down while nothing moves; null: every frame is read.</summary>
    internal DecodePace? Pace { get; init; }

    /// <summary>Damaged packets in a row that are skipped before the source counts as corrupt: 10 s of 25 frames.</summary>
    internal int ConsecutiveErrorsMax { get; init; } = 250;

    /// <summary>
    /// Packets in a row of which the decoder makes nothing: a minute of 25 frames, longer than a camera's key frame interval.
    /// </summary>
    internal int PacketsWithoutFrameMax { get; init; } = 1500;

    /// <summary>Larger pictures are refused before memory is allocated: 8192x8192.</summary>
    internal long PixelsMax { get; init; } = 8192L * 8192;
}
