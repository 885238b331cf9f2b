using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Recognition.Faces;

/// <summary>Landmarks of a head of mean size, turned in space and seen from far away.</summary>
internal static class ModelHead
{
    private const double EyeDistance = 60;

    /// <summary>In degrees: yaw to the picture's right, pitch upwards, roll clockwise.</summary>
    internal static FaceDetection Turned(double yaw, double pitch, double roll, int width, int height)
    {
        LandmarkPoint mouth = Point(0, 1.09, 0);
        FaceLandmarks marks = new(LandmarkSet.MouthCenter, Point(-0.5, 0, 0), Point(0.5, 0, 0), Point(0, 0.54 * 1.09, 0.45), mouth, mouth);
        return new FaceDetection(new BoundingBox(0.45f, 0.4f, 0.1f, 0.2f), 0.9f, marks);

        // x to the right, y down, z to the camera, in distances of the eyes.
        LandmarkPoint Point(double x, double y, double z)
        {
            (double sin, double cos) = Math.SinCos(pitch * Math.PI / 180);
            (y, z) = ((y * cos) - (z * sin), (z * cos) + (y * sin));
            (sin, cos) = Math.SinCos(yaw * Math.PI / 180);
            x = (x * cos) + (z * sin);
            (sin, cos) = Math.SinCos(roll * Math.PI / 180);
            (x, y) = ((x * cos) - (y * sin), (x * sin) + (y * cos));
            return new LandmarkPoint((float)(0.5 + (x * EyeDistance / width)), (float)(0.5 + (y * EyeDistance / height)));
        }
    }
}
