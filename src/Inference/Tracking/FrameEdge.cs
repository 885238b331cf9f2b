using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>Tells whether an object that is not seen any more went out of the picture.</summary>
internal static class FrameEdge
{
    // Detectors leave a small gap at the edge.
    private const float EdgeParts = 0.02f;
    private const float VisiblePartMin = 0.3f;

    /// <summary>True if less than a third of the predicted box is inside the frame.</summary>
    internal static bool IsOutside(in BoundingBox box) => box.ClipToFrame().Area < VisiblePartMin * box.Area;

    /// <summary>True if the box touches an edge and does not move away from it.</summary>
    internal static bool IsLeaving(Track track)
    {
        BoundingBox box = track.Box;
        return (box.X <= EdgeParts && track.VelocityX <= 0) || (box.Right >= 1 - EdgeParts && track.VelocityX >= 0)
            || (box.Y <= EdgeParts && track.VelocityY <= 0) || (box.Bottom >= 1 - EdgeParts && track.VelocityY >= 0);
    }
}
