using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Faces;

/// <summary>How useful a picture of a face is, each part 0..1. It judges the picture, not the person.</summary>
/// <param name="Size">Height of the box in pixels over 96, up to 1.</param>
/// <param name="Sharpness">Variance of the Laplacian against contrast, see <see cref="FaceSharpness"/>.</param>
/// <param name="Exposure">Neither dark nor burnt out.</param>
/// <param name="Pose">cos(yaw) cos(pitch); 0.5 where the model gives no landmarks.</param>
/// <param name="Wholeness">Part of the face, with a margin for the hair, that lies inside the frame.</param>
/// <param name="Detector">The detector's score.</param>
public readonly record struct FaceQuality(float Size, float Sharpness, float Exposure, float Pose, float Wholeness, float Detector)
{
    /// <summary>Height from which more pixels are no gain, in pixels.</summary>
    public const float FullSizePixels = 96;

    private const float PoseUnknown = 0.5f;
    private const float PartMin = 0.01f;

    // Nearer to the frame's edge than this part of the face counts as cut by it.
    private const float EdgePart = 0.02f;
    private const float HairMargin = 0.15f;

    /// <summary>True if the frame's edge cuts the face.</summary>
    public bool IsCut { get; init; }

    /// <summary>
    /// One number, 0..1: the weighted geometric mean of the parts, so that one bad part spoils it (size 0.30, sharpness 0.25, pose 0.20,
    /// exposure, wholeness 0.10 each, detector 0.05).
    /// </summary>
    public float Value => MathF.Exp(
        (0.30f * Log(Size)) + (0.25f * Log(Sharpness)) + (0.20f * Log(Pose)) + (0.10f * Log(Exposure)) + (0.10f * Log(Wholeness))
        + (0.05f * Log(Detector)));

    /// <summary>Judges a face in its frame. Reads luma only; allocates nothing.</summary>
    public static FaceQuality Measure(in ImageView image, in FaceDetection face)
    {
        BoundingBox box = face.Box;
        FaceSharpness luma = FaceSharpness.Measure(image, box);
        float pose = PoseUnknown;
        if (FacePose.TryEstimate(face, image.Width, image.Height, out FacePose angles)) pose = MathF.Max(0, Cos(angles.Yaw) * Cos(angles.Pitch));
        float marginX = box.Width * HairMargin, marginY = box.Height * HairMargin;
        BoundingBox head = new(box.X - marginX, box.Y - marginY, box.Width + (2 * marginX), box.Height + (2 * marginY));
        float edgeX = box.Width * EdgePart, edgeY = box.Height * EdgePart;
        return new FaceQuality(
            Math.Clamp(box.Height * image.Height / FullSizePixels, 0, 1), luma.Sharpness, luma.Exposure, pose,
            head.Area > 0 ? head.ClipToFrame().Area / head.Area : 0, Math.Clamp(face.Score, 0, 1))
        {
            IsCut = box.X <= edgeX || box.Y <= edgeY || box.Right >= 1 - edgeX || box.Bottom >= 1 - edgeY,
        };
    }

    private static float Log(float part) => MathF.Log(MathF.Max(part, PartMin));

    private static float Cos(float degrees) => MathF.Cos(degrees * MathF.PI / 180);
}
