using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Tests.Regions;

/// <summary>
/// A detector that knows where things are: of each it tells the part that lies in the region, as a real one does at a crop's edge, with a
/// score that grows with the part.
/// </summary>
internal sealed class PaintedDetector(int side) : IDetector<DetectedObject>
{
    private const float VisibleMin = 0.2f;

    /// <summary>What there is, with the score that it has when seen whole.</summary>
    internal List<DetectedObject> Objects { get; } = [];

    internal List<PixelRectangle> Looked { get; } = new(100_000);

    public ModelCard Card { get; } = new()
    {
        Name = $"painted-{side}",
        Version = "1",
        Source = "made up",
        Licence = "MIT",
        File = "none.onnx",
        Sha256 = new string('0', 64),
        Task = "detection",
        Input = new ModelInput { Name = "x", Layout = "nchw", Width = side, Height = side, Channels = "rgb", Mean = [0, 0, 0], Scale = [1, 1, 1] },
        Outputs = ["y"],
        Decoder = "painted",
        Labels = ["person", "bicycle", "car"],
        ScoreThreshold = 0.1f,
        NmsThreshold = 0.5f,
    };

    public DetectorTimings LastTimings => new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(2));

    public int Detect(in ImageView image, PixelRectangle region, Span<DetectedObject> results)
    {
        if (!region.IsInside(image)) throw new ArgumentException($"{region} is not inside the picture");
        if (Looked.Count < Looked.Capacity) Looked.Add(region);
        float left = (float)region.X / image.Width, top = (float)region.Y / image.Height;
        float right = (float)(region.X + region.Width) / image.Width, bottom = (float)(region.Y + region.Height) / image.Height;
        int count = 0;
        foreach (DetectedObject o in Objects)
        {
            float x = MathF.Max(left, o.Box.X), y = MathF.Max(top, o.Box.Y);
            BoundingBox part = new(x, y, MathF.Min(right, o.Box.Right) - x, MathF.Min(bottom, o.Box.Bottom) - y);
            float share = part.Area / o.Box.Area;
            if (share < VisibleMin || count == results.Length) continue;
            // As it is when seen whole, without roundings.
            results[count++] = share > 0.999f ? o : o with { Box = part, Score = o.Score * share };
        }
        SortBestFirst(results[..count]);
        return count;
    }

    public void Dispose()
    {
    }

    private static void SortBestFirst(Span<DetectedObject> found)
    {
        for (int i = 1; i < found.Length; i++)
            for (int j = i; j > 0 && found[j].Score > found[j - 1].Score; j--) (found[j], found[j - 1]) = (found[j - 1], found[j]);
    }
}
