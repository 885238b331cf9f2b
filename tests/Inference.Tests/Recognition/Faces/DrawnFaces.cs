using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Tests.Recognition.Faces;

/// <summary>
/// In the place of a model: knows where the faces of a picture are and sees those that are large enough for an input of 256x256, cut at
/// the region's edges as a model would see them, and twice, as happens.
/// </summary>
internal sealed class DrawnFaces(params BoundingBox[] pixels) : IDetector<FaceDetection>
{
    private const float VisiblePixels = 24;

    public ModelCard Card { get; } = new()
    {
        Name = "drawn",
        Version = "1",
        File = "none",
        Sha256 = new string('0', 64),
        Source = "made up",
        Licence = "none",
        Task = "face-detection",
        Decoder = "none",
        Input = new ModelInput { Name = "image", Layout = "nchw", Width = 256, Height = 256, Channels = "rgb" },
        Outputs = ["none"],
        Labels = ["face"],
        ScoreThreshold = 0.5f,
    };

    public DetectorTimings LastTimings => default;

    internal List<PixelRectangle> Regions { get; } = [];

    public int Detect(in ImageView image, PixelRectangle region, Span<FaceDetection> results)
    {
        Assert.True(region.IsInside(image), $"{region} is not inside {image.Width}x{image.Height}");
        Regions.Add(region);
        int count = 0;
        BoundingBox frame = new(region.X, region.Y, region.Width, region.Height);
        foreach (BoundingBox face in pixels)
        {
            float visible = BoundingBox.IntersectionArea(face, frame) / face.Area;
            float scale = 256f / Math.Max(region.Width, region.Height);
            if (visible < 0.4f || face.Height * scale < VisiblePixels || count >= results.Length) continue;
            // Of a face in the region's edge a model guesses the rest.
            BoundingBox box = new(face.X / image.Width, face.Y / image.Height, face.Width / image.Width, face.Height / image.Height);
            results[count++] = new FaceDetection(box, 0.9f * visible, default);
        }
        return count;
    }

    public void Dispose()
    {
    }
}
