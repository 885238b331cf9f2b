using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>
/// Where a detector really looked in one frame. An object that was not looked at is not "not there": the tracker counts a miss only
/// where the area covers most of the place at which it expects the object.
/// </summary>
/// <param name="regions">The regions that were scanned, in parts of the frame; borrowed.</param>
public readonly ref struct ScannedArea(ReadOnlySpan<BoundingBox> regions)
{
    /// <summary>Part of a box that must lie inside one region for it to count as looked at.</summary>
    public const float CoveredMin = 0.7f;

    private static readonly BoundingBox[] Frame = [new(0, 0, 1, 1)];

    private readonly ReadOnlySpan<BoundingBox> _regions = regions;

    /// <summary>The whole frame was looked at.</summary>
    public static ScannedArea WholeFrame => new(Frame);

    /// <summary>True if at least <see cref="CoveredMin"/> of the box's visible part lies inside one scanned region.</summary>
    public bool Covers(in BoundingBox box)
    {
        BoundingBox visible = box.ClipToFrame();
        if (visible.Area <= 0) return true;
        foreach (ref readonly BoundingBox region in _regions)
            if (BoundingBox.IntersectionArea(visible, region) >= CoveredMin * visible.Area) return true;
        return false;
    }
}
