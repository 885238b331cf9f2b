using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>What a <see cref="RegionScanner"/> did in one frame. Borrowed: valid until its next frame.</summary>
public readonly ref struct ScanResult
{
    /// <summary>Detections written.</summary>
    public int Count { get; init; }

    /// <summary>The regions that were looked at, in parts of the frame; none when nothing moves and nothing is due.</summary>
    public ReadOnlySpan<BoundingBox> Regions { get; init; }

    /// <summary>The same for the tracker.</summary>
    public ScannedArea Scanned => new(Regions);

    /// <summary>What the motion gate says.</summary>
    public MotionState Motion { get; init; }

    /// <summary>Moving objects that should have been looked at and were not, because there are too many.</summary>
    public int LeftOut { get; init; }

    /// <summary>Time of motion gate and planner.</summary>
    public TimeSpan Gate { get; init; }

    /// <summary>Time of the detectors, summed over the regions.</summary>
    public DetectorTimings Timings { get; init; }
}
