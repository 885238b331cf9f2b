using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>Masks the heads of all persons of a frame in a picture made from it.</summary>
internal sealed class HeadMasker(int personClassId)
{
    /// <summary>Masks in place.</summary>
    /// <param name="picture">The cut and scaled picture.</param>
    /// <param name="crop">How it was cut from the frame.</param>
    /// <param name="frame">Pixels a row of the frame, and its rows.</param>
    /// <param name="seen">What was detected and followed in the frame.</param>
    internal void Apply(PictureBuffer picture, in CropPlan crop, (int Width, int Height) frame, in FrameSight seen)
    {
        foreach (ref readonly Detection detection in seen.All)
        {
            if (detection.ClassId == personClassId && detection.Score >= HeadRegion.PersonScoreMin) Mask(picture, crop, frame, detection.Box);
        }
        // Somebody who was not detected in this frame, half behind a post for example, is where the tracker expects him.
        for (int i = 0; i < seen.Tracks.Count; i++)
        {
            Track track = seen.Tracks[i];
            if (track.ClassId == personClassId && track.DetectionIndex < 0) Mask(picture, crop, frame, track.Box);
        }
    }

    private static void Mask(PictureBuffer picture, in CropPlan crop, (int Width, int Height) frame, in BoundingBox person)
    {
        BoundingBox head = HeadRegion.Of(person, frame.Width / (float)frame.Height);
        Mosaic.Apply(picture, crop.ToPicture(head, frame.Width, frame.Height));
    }
}
