using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>
/// How good a picture of an object is: detector score times size, times how sharp and how well exposed it is, halved when the frame's
/// edge cuts the object.
/// </summary>
internal static class ShotQuality
{
    /// <summary>A new shot must be this much better, so that noise does not replace the picture on every frame.</summary>
    internal const float Hysteresis = 1.1f;

    private const float EdgeDistance = 0.004f;
    private const float CutPenalty = 0.5f;

    // Samples along a side of the object: enough to tell a blurred one, and few enough for every frame.
    private const int SamplesPerSide = 40;

    // Mean step of luma between neighbours of a sharp object in good light, on the scale 0..255.
    private const float SharpStep = 12;
    private const int DarkBelow = 24;
    private const int BrightAbove = 235;

    /// <summary>Comparable within one camera.</summary>
    internal static float Of(in Detection subject, in ImageView frame) => Bound(subject) * Clarity(subject.Box, frame);

    /// <summary>What the quality can be at most, without a look at the pixels: score times the square root of the box's part of the frame.</summary>
    internal static float Bound(in Detection subject)
    {
        float quality = subject.Score * MathF.Sqrt(subject.Box.Area);
        return IsCut(subject.Box) ? quality * CutPenalty : quality;
    }

    /// <summary>Whether a new shot takes an old one's place. A whole object is never replaced by one that the edge cuts.</summary>
    internal static bool Replaces(in Detection subject, float quality, in Detection old, float oldQuality) =>
        quality >= oldQuality * Hysteresis && (IsCut(old.Box) || !IsCut(subject.Box));

    /// <summary>True when the box touches the frame's edge: part of the object may lie outside.</summary>
    internal static bool IsCut(in BoundingBox box) =>
        box.X <= EdgeDistance || box.Y <= EdgeDistance || box.Right >= 1 - EdgeDistance || box.Bottom >= 1 - EdgeDistance;

    // 0.25 for a blurred object that is burnt out or black, 1 for a sharp, well lit one.
    private static float Clarity(in BoundingBox box, in ImageView frame)
    {
        BoundingBox inside = box.ClipToFrame();
        int left = (int)(inside.X * frame.Width), top = (int)(inside.Y * frame.Height);
        int width = Math.Min((int)(inside.Width * frame.Width), frame.Width - left - 1), height = Math.Min((int)(inside.Height * frame.Height), frame.Height - top - 1);
        if (width < 2 || height < 2) return 0.25f;
        int across = Math.Min(width, SamplesPerSide), down = Math.Min(height, SamplesPerSide), steps = 0, lit = 0;
        for (int i = 0; i < down; i++)
        {
            int row = (top + (i * height / down)) * frame.YStride;
            for (int j = 0; j < across; j++)
            {
                int at = row + left + (j * width / across);
                int sample = frame.Y[at];
                steps += Math.Abs(sample - frame.Y[at + 1]) + Math.Abs(sample - frame.Y[at + frame.YStride]);
                if (sample is >= DarkBelow and <= BrightAbove) lit++;
            }
        }
        float samples = across * down, sharpness = MathF.Min(1, steps / (2 * samples) / SharpStep);
        return (0.5f + (0.5f * sharpness)) * (0.5f + (0.5f * lit / samples));
    }
}
