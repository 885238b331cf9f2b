using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

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
    /// <param name="seen">What was detected and followed in the frame.</param>
    internal void Apply(PictureBuffer picture, in CropPlan crop, int frameWidth, int frameHeight, in FrameSight seen)
    {
        foreach (ref readonly Detection detection in seen.All)
        {
            if (detection.ClassId == personClassId && detection.Score >= HeadRegion.PersonScoreMin) Mask(picture, crop, frameWidth, frameHeight, detection.Box);
        }
        // Somebody who was not detected in this frame, half behind a post for example, is where the tracker expects him.
        for (int i = 0; i < seen.Tracks.Count; i++)
        {
            Track track = seen.Tracks[i];
            if (track.ClassId == personClassId && track.DetectionIndex < 0) Mask(picture, crop, frameWidth, frameHeight, track.Box);
        }
    }

    private static void Mask(PictureBuffer picture, in CropPlan crop, int frameWidth, int frameHeight, in BoundingBox person)
    {
        BoundingBox head = HeadRegion.Of(person, frameWidth / (float)frameHeight);
        Mosaic.Apply(picture, crop.ToPicture(head, frameWidth, frameHeight));
    }
}
