using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>How a detector is opened. What is null comes from the model's card.</summary>
public sealed record DetectorOptions
{
    /// <summary>The card's thresholds, letterbox, one thread.</summary>
    public static DetectorOptions Default { get; } = new();

    /// <summary>
    /// Score from which a detection is given, above 0 up to 1. Where a tracker follows, give it the weak ones too: 0.1, with its own
    /// thresholds for starting and continuing a track.
    /// </summary>
    public float? ScoreThreshold { get; init; }

    /// <summary>Intersection over union above which the weaker of two boxes of a class is dropped, 0..1.</summary>
    public float? OverlapMax { get; init; }

    /// <summary>
    /// True: of two boxes over one vehicle (or person) the better one stays, whatever its class. False: every class for itself, as
    /// COCO's average precision counts.
    /// </summary>
    public bool SuppressByGroup { get; init; } = true;

    /// <summary>How the picture is brought to the size of the input.</summary>
    public TensorFit Fit { get; init; } = TensorFit.Letterbox;

    /// <summary>Grey of the padding, 0..255.</summary>
    public float PadValue { get; init; }

    /// <summary>Threads of one run.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The clock by which the stages are timed.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
