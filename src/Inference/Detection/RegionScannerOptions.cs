using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>How a <see cref="RegionScanner"/> works.</summary>
public sealed record RegionScannerOptions
{
    /// <summary>Limits of the planner, and the mode.</summary>
    public RegionOptions Regions { get; init; } = new();

    /// <summary>Limits and masks of the motion gate.</summary>
    public MotionGateOptions Motion { get; init; } = new();

    /// <summary>Intersection over union above which the weaker of two boxes of a class group from different regions is dropped.</summary>
    public float OverlapMax { get; init; } = 0.5f;

    /// <summary>Score from which something that a crop's edge cuts gets a crop of its own: that from which it might start a track.</summary>
    public float CutScoreMin { get; init; } = 0.4f;

    /// <summary>Labels of the classes that are tracked; null: all. Only for these a crop is made, whatever else is found.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Clock by which the gate is timed.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>By class id, whether it is tracked.</summary>
    /// <exception cref="ArgumentException">A label is not one of the model's.</exception>
    internal bool[] Tracked(IReadOnlyList<string> labels) => Classes?.Except(labels).FirstOrDefault() is { } unknown
        ? throw new ArgumentException($"the model knows no class '{unknown}'; choose from: {string.Join(", ", labels)}")
        : [.. labels.Select(l => Classes?.Contains(l) ?? true)];

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Validate()
    {
        if (OverlapMax is not (>= 0 and <= 1)) throw new ArgumentException($"OverlapMax is {OverlapMax}: use 0..1");
        if (CutScoreMin is not (>= 0 and <= 1)) throw new ArgumentException($"CutScoreMin is {CutScoreMin}: use 0..1");
    }
}
