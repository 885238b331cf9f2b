namespace SafeCity.Edge.Agent.Decode;

/// <summary>Which frames of a stream are decoded and delivered. Also the states of <see cref="DecodePace"/>.</summary>
internal enum DecodeRate
{
    /// <summary>All are decoded and delivered.</summary>
    EveryFrame,

    /// <summary>Only key frames are decoded; the packets between them are kept until the next one.</summary>
    KeyFrames,

    /// <summary>All are decoded, one at an interval is delivered: key frames come too seldom to rely on.</summary>
    Sampled,
}
