using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Recognition.Faces;

namespace SafeCity.Edge.Inference.Tests.Recognition.Faces;

public class FacePoseTests
{
    private const int Width = 1280;
    private const int Height = 720;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(30, 0, 0)]
    [InlineData(-45, 0, 0)]
    [InlineData(0, 20, 0)]
    [InlineData(0, -25, 0)]
    [InlineData(0, 0, 35)]
    [InlineData(20, 10, -60)]
    public void The_pose_of_a_turned_model_head_is_found_again(float yaw, float pitch, float roll)
    {
        Assert.True(FacePose.TryEstimate(ModelHead.Turned(yaw, pitch, roll, Width, Height), Width, Height, out FacePose pose));
        // Yaw and pitch at once move the points a little more than each alone, which the formula leaves out.
        float tolerance = yaw != 0 && pitch != 0 ? 4 : 0.1f;
        Assert.Equal(yaw, pose.Yaw, tolerance);
        Assert.Equal(pitch, pose.Pitch, tolerance);
        Assert.Equal(roll, pose.Roll, tolerance);
    }

    [Fact]
    public void A_profile_is_turned_by_almost_90_degrees()
    {
        Assert.True(FacePose.TryEstimate(ModelHead.Turned(89, 0, 0, Width, Height), Width, Height, out FacePose pose));
        Assert.InRange(pose.Yaw, 80, 90);
    }

    [Fact]
    public void Without_landmarks_and_with_impossible_ones_there_is_no_pose()
    {
        FaceDetection face = ModelHead.Turned(0, 0, 0, Width, Height);
        FaceLandmarks marks = face.Landmarks;
        Assert.False(FacePose.TryEstimate(face with { Landmarks = default }, Width, Height, out _));
        Assert.False(FacePose.TryEstimate(face with { Landmarks = marks with { LeftEye = marks.RightEye } }, Width, Height, out _));
        FaceLandmarks mouthAboveEyes = marks with { MouthLeft = new LandmarkPoint(0.5f, 0.1f), MouthRight = new LandmarkPoint(0.5f, 0.1f) };
        Assert.False(FacePose.TryEstimate(face with { Landmarks = mouthAboveEyes }, Width, Height, out FacePose pose));
        Assert.Equal(default, pose);
    }
}
