using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Detection;

internal static class Boxes
{
    internal static void AssertClose(BoundingBox expected, BoundingBox actual)
    {
        Assert.Equal(expected.X, actual.X, 1e-5);
        Assert.Equal(expected.Y, actual.Y, 1e-5);
        Assert.Equal(expected.Width, actual.Width, 1e-5);
        Assert.Equal(expected.Height, actual.Height, 1e-5);
    }
}
