using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Faces;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The best face of a track in the words of the contract.</summary>
internal static class FaceDescription
{
    /// <summary>Where it is, how well it is seen, where it looks; nothing of the person.</summary>
    internal static EventFace Of(BestFace best, int frameWidth, int frameHeight)
    {
        FaceDetection face = best.Face;
        BoundingBox box = face.Box.ClipToFrame();
        EventPose? pose = FacePose.TryEstimate(face, frameWidth, frameHeight, out FacePose angles)
            ? new EventPose(angles.Yaw, angles.Pitch, angles.Roll)
            : null;
        return new EventFace(new EventBox(box.X, box.Y, box.Width, box.Height), face.Score, best.Quality.Value, pose, LandmarksOf(face.Landmarks));
    }

    // Of the model's right and left, which are the person's.
    private static List<EventLandmark>? LandmarksOf(in FaceLandmarks marks) => marks.Set switch
    {
        LandmarkSet.None => null,
        LandmarkSet.MouthCenter => [Mark("rightEye", marks.RightEye), Mark("leftEye", marks.LeftEye), Mark("nose", marks.Nose), Mark("mouth", marks.MouthCenter)],
        _ =>
        [
            Mark("rightEye", marks.RightEye), Mark("leftEye", marks.LeftEye), Mark("nose", marks.Nose),
            Mark("mouthRight", marks.MouthRight), Mark("mouthLeft", marks.MouthLeft),
        ],
    };

    private static EventLandmark Mark(string name, LandmarkPoint point) => new(name, Math.Clamp(point.X, 0, 1), Math.Clamp(point.Y, 0, 1));
}
