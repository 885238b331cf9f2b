using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>Masks the heads of all persons of a frame in a picture made from it.</summary>
internal sealed class HeadMasker(int personClassId)
{
    /// <summary>The name of this masking in the headers of key frames and in events.</summary>
    internal const string Name = "faces";

    /// <summary>Masks in place.</summary>
    /// <param name="picture">The cut and scaled picture.</param>
    /// <param name="crop">How it was cut from the frame.</param>
    /// <param name="frameWidth">Pixels a row of the frame.</param>
    /// <param name="frameHeight">Rows of the frame.</param>
    /// <param name="detections">Everything detected in the frame, also weakly.</param>
    internal void Apply(PictureBuffer picture, in CropPlan crop, int frameWidth, int frameHeight, ReadOnlySpan<Detection> detections)
    {
        foreach (ref readonly Detection detection in detections)
        {
            if (detection.ClassId != personClassId || detection.Score < HeadRegion.PersonScoreMin) continue;
            BoundingBox head = HeadRegion.Of(detection.Box, frameWidth / (float)frameHeight);
            Mosaic.Apply(picture, crop.ToPicture(head, frameWidth, frameHeight));
        }
    }
}
