using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Faces;

/// <summary>
/// The best picture of a face that one track has had. A new one must be 10 % better, so that noise does not replace it on every frame; a
/// whole face is never replaced by one that the frame's edge cuts.
/// </summary>
public sealed class BestFace
{
    /// <summary>Factor by which a new picture must be better.</summary>
    public const float Hysteresis = 1.1f;

    /// <summary>False until the first face.</summary>
    public bool HasFace => Face.IsFound;

    /// <summary>The face.</summary>
    public FaceDetection Face { get; private set; }

    /// <summary>Its quality.</summary>
    public FaceQuality Quality { get; private set; }

    /// <summary>The frame it is from.</summary>
    public MediaTime Time { get; private set; }

    /// <summary>Takes a face if it is better than the one before.</summary>
    /// <returns>True if it was taken: now is the time to encode its picture.</returns>
    public bool Offer(MediaTime time, in FaceDetection face, in FaceQuality quality)
    {
        if (!face.IsFound || !IsBetter(quality)) return false;
        (Time, Face, Quality) = (time, face, quality);
        return true;
    }

    /// <summary>Forgets, for the next track.</summary>
    public void Clear() => (Time, Face, Quality) = (default, default, default);

    private bool IsBetter(in FaceQuality quality)
    {
        if (!HasFace) return true;
        if (quality.IsCut && !Quality.IsCut) return false;
        return quality.Value > Quality.Value * Hysteresis;
    }
}
