namespace SafeCity.Edge.Inference.Recognition.Faces;

/// <summary>Limits of <see cref="FaceSampling"/>.</summary>
public sealed record FaceSamplingOptions
{
    /// <summary>Heads of fewer pixels are not looked at.</summary>
    public float HeadPixelsMin { get; init; } = 16;

    /// <summary>Time between two looks at one person.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>The same once a good face is there, and the longest wait while none shows.</summary>
    public TimeSpan IntervalWhenGood { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Quality that counts as good, 0..1.</summary>
    public float GoodQuality { get; init; } = 0.7f;
}
