using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>How good a picture of an object is: detector score times size, halved when the frame's edge cuts the object.</summary>
internal static class ShotQuality
{
    /// <summary>A new shot must be this much better, so that noise does not replace the picture on every frame.</summary>
    internal const float Hysteresis = 1.1f;

    private const float EdgeDistance = 0.004f;
    private const float CutPenalty = 0.5f;

    /// <summary>Score times the square root of the box's part of the frame; comparable within one camera.</summary>
    internal static float Of(in Detection subject)
    {
        float quality = subject.Score * MathF.Sqrt(subject.Box.Area);
        return IsCut(subject.Box) ? quality * CutPenalty : quality;
    }

    /// <summary>True when the box touches the frame's edge: part of the object may lie outside.</summary>
    internal static bool IsCut(in BoundingBox box) =>
        box.X <= EdgeDistance || box.Y <= EdgeDistance || box.Right >= 1 - EdgeDistance || box.Bottom >= 1 - EdgeDistance;
}
