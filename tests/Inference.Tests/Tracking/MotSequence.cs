using System.Globalization;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Tracking;

/// <summary>One sequence in the text format of the MOT challenge: frame, number, x, y, width, height, score.</summary>
internal sealed class MotSequence
{
    // Both TUD sequences are 640x480 at 25 frames a second.
    private const float Width = 640;
    private const float Height = 480;
    internal const double FramesPerSecond = 25;

    private MotSequence(List<(int Number, BoundingBox Box)>[] truths, List<DetectedObject>[] detections)
    {
        Truths = truths;
        Detections = detections;
    }

    internal IReadOnlyList<IReadOnlyList<(int Number, BoundingBox Box)>> Truths { get; }

    internal IReadOnlyList<IReadOnlyList<DetectedObject>> Detections { get; }

    internal static MotSequence Read(string folder)
    {
        float[][] truths = ReadRows(Path.Combine(folder, "gt.txt")), detections = ReadRows(Path.Combine(folder, "det_frcnn.txt"));
        int frames = (int)truths.Max(r => r[0]);
        var byFrame = Enumerable.Range(1, frames).Select(f => truths.Where(r => (int)r[0] == f).Select(r => ((int)r[1], Box(r))).ToList());
        var found = Enumerable.Range(1, frames).Select(f => detections.Where(r => (int)r[0] == f)
            .Select(r => new DetectedObject(Box(r).ClipToFrame(), r[6], 0)).ToList());
        return new MotSequence([.. byFrame], [.. found]);
    }

    // MOT's pixels count from 1.
    private static BoundingBox Box(float[] row) => new((row[2] - 1) / Width, (row[3] - 1) / Height, row[4] / Width, row[5] / Height);

    private static float[][] ReadRows(string path) =>
        [.. File.ReadLines(path).Select(l => l.Split(',').Select(v => float.Parse(v, CultureInfo.InvariantCulture)).ToArray())];
}
