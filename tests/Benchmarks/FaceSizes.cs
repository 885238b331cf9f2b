using System.Globalization;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Faces;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Which part of the labelled faces is found at which size: the pictures are made smaller by 1 to 6.</summary>
internal static class FaceSizes
{
    private const float OverlapMin = 0.4f;
    private static readonly int[] Edges = [6, 8, 10, 12, 14, 17, 20, 24, 28, 34, 40, 1000];

    internal static void Report(ImglabFile file, IDetector<FaceDetection> detector, FaceFinder finder)
    {
        int[] all = new int[Edges.Length], whole = new int[Edges.Length], tiles = new int[Edges.Length], heads = new int[Edges.Length];
        int others = 0;
        foreach (ImglabFile.Picture picture in file.Pictures)
        {
            using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(picture.Path), new VideoDecoderOptions(), TimeProvider.System);
            using DecodedFrame frame = new();
            if (decoder.Read(frame) != DecodeResult.Frame) throw new InvalidDataException($"{picture.Path} holds no picture");
            for (int factor = 1; factor <= 6; factor++)
            {
                ShrunkPicture small = new(frame.View, factor);
                BoundingBox[] truths = [.. picture.Boxes.Select(b => Parts(b.Pixels, factor, small))];
                FaceDetection[] found = new FaceDetection[128];
                Count(found.AsSpan(0, Strong(detector, found, detector.Detect(small.View, found))), truths, small, whole);
                int count = Strong(detector, found, finder.FindInPicture(small.View, found));
                others += Count(found.AsSpan(0, count), truths, small, tiles);
                // A standing person round each face: what is measured is the crop, not the detector of persons.
                BoundingBox[] persons = [.. truths.Select(t => new BoundingBox(t.CenterX - (1.5f * t.Width), t.Y - (0.3f * t.Height), 3 * t.Width, 8.5f * t.Height))];
                finder.Find(small.View, persons, found);
                Count([.. found.Take(persons.Length).Where(f => f.Score >= detector.Card.ScoreThreshold)], truths, small, heads);
                foreach (BoundingBox truth in truths) all[Bin(truth.Height * small.Height)]++;
            }
        }
        Console.WriteLine($"  faces of pixels below {string.Join(' ', Edges.Select(e => $"{(e == 1000 ? "more" : e),7}"))}");
        foreach ((string name, int[] hits) in new[] { ("whole", whole), ("tiles", tiles), ("heads", heads) })
            Console.WriteLine($"    {name,-20}{string.Join(' ', hits.Select((h, i) => string.Create(CultureInfo.InvariantCulture, $"{h,3}/{all[i],-3}")))}");
        Console.WriteLine($"    others in tiles: {others}");
    }

    private static int Strong(IDetector<FaceDetection> detector, FaceDetection[] found, int count) =>
        found.Take(count).Count(f => f.Score >= detector.Card.ScoreThreshold);

    private static BoundingBox Parts(BoundingBox pixels, int factor, ShrunkPicture small) => new(
        pixels.X / factor / small.Width, pixels.Y / factor / small.Height, pixels.Width / factor / small.Width, pixels.Height / factor / small.Height);

    private static int Bin(float pixels) => Array.FindIndex(Edges, e => pixels < e);

    private static int Count(ReadOnlySpan<FaceDetection> found, BoundingBox[] truths, ShrunkPicture small, int[] hits)
    {
        FaceDetection[] faces = found.ToArray();
        foreach (BoundingBox truth in truths)
        {
            if (faces.Any(f => BoundingBox.IntersectionOverUnion(f.Box, truth) >= OverlapMin)) hits[Bin(truth.Height * small.Height)]++;
        }
        return faces.Count(f => !truths.Any(t => BoundingBox.IntersectionOverUnion(f.Box, t) >= OverlapMin));
    }
}
