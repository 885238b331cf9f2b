using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Inference.Recognition.Faces;

/// <summary>How a face is turned, in degrees; 0, 0, 0 looks straight into the camera.</summary>
/// <param name="Yaw">To the right of the picture is positive, -90..90.</param>
/// <param name="Pitch">Upwards is positive, -90..90.</param>
/// <param name="Roll">Inclined clockwise in the picture is positive, -180..180.</param>
public readonly record struct FacePose(float Yaw, float Pitch, float Roll)
{
    // A head in units of the distance between the pupils (63 mm): the mouth lies 1.09 below the eyes and the tip of the nose 0.54 of that
    // way down (medians of 34 faces as BlazeFace marks them; of 18 in 68 landmarks: 1.11 and 0.52), 0.45 in front of the plane through
    // eyes and mouth (28 mm, a mean of adults). Heads differ: good to some 10 degrees.
    private const float MouthDown = 1.09f;
    private const float NoseDown = 0.54f;
    private const float NoseForward = 0.45f;

    // Eyes closer than this part of the distance from eyes to mouth: a profile, where the landmarks say no more than the side.
    private const float EyesMin = 0.02f;

    /// <summary>
    /// From eyes, nose and mouth, under weak perspective: after the roll (angle of the line between the eyes) is taken out, let d be the
    /// distance of the eyes, v that from the eyes' middle down to the mouth, and (nx, ny) the nose from the eyes' middle. A turn by yaw
    /// shortens d by cos(yaw) and moves the nose by 0.45 sin(yaw): <c>yaw = atan(nx / (0.45 d))</c>. A turn by pitch shortens v by
    /// cos(pitch) and moves the nose up by 0.45 sin(pitch): <c>pitch = atan((0.54 - ny / v) * 1.09 / 0.45)</c>.
    /// </summary>
    /// <param name="face">With landmarks.</param>
    /// <param name="frameWidth">Pixels a row of the frame.</param>
    /// <param name="frameHeight">Rows of the frame.</param>
    /// <param name="pose">The pose; zero where there is none.</param>
    /// <returns>False without landmarks, or if they do not make up a face.</returns>
    public static bool TryEstimate(in FaceDetection face, int frameWidth, int frameHeight, out FacePose pose)
    {
        pose = default;
        FaceLandmarks marks = face.Landmarks;
        if (marks.Set == LandmarkSet.None) return false;
        float eyesX = (marks.LeftEye.X - marks.RightEye.X) * frameWidth, eyesY = (marks.LeftEye.Y - marks.RightEye.Y) * frameHeight;
        float distance = MathF.Sqrt((eyesX * eyesX) + (eyesY * eyesY));
        if (!(distance > 0)) return false;
        LandmarkPoint middle = new((marks.LeftEye.X + marks.RightEye.X) / 2, (marks.LeftEye.Y + marks.RightEye.Y) / 2);
        float cos = eyesX / distance, sin = eyesY / distance;
        LandmarkPoint nose = Upright(marks.Nose), mouth = Upright(marks.MouthCenter);
        // The mouth above the eyes, after roll: these are not eyes and a mouth.
        if (!(mouth.Y > 0)) return false;
        float yaw = MathF.Atan(nose.X / (NoseForward * MathF.Max(distance, EyesMin * mouth.Y)));
        float pitch = MathF.Atan((NoseDown - (nose.Y / mouth.Y)) * MouthDown / NoseForward);
        pose = new FacePose(Degrees(yaw), Degrees(pitch), Degrees(MathF.Atan2(eyesY, eyesX)));
        return true;

        // Pixels from the eyes' middle, turned back by the roll.
        LandmarkPoint Upright(LandmarkPoint point)
        {
            float x = (point.X - middle.X) * frameWidth, y = (point.Y - middle.Y) * frameHeight;
            return new LandmarkPoint((x * cos) + (y * sin), (y * cos) - (x * sin));
        }
    }

    private static float Degrees(float radians) => radians * 180 / MathF.PI;
}
