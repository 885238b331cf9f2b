using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Reads labelled still pictures and prints how many plates are found and read right, the misses by cause, and the time.</summary>
internal sealed class PlateScore : IDisposable
{
    private const string VehicleModel = "centernet-512x512";
    private const float VehicleScore = 0.2f;
    private static readonly string[] Vehicles = ["car", "truck", "bus", "motorcycle"];

    private readonly IDetector<Detection> _objects;
    private readonly PlateRecognizer _recognizer;
    private readonly string _region;
    private readonly Detection[] _found = new Detection[200];
    private readonly PlateSighting[] _sightings = new PlateSighting[16];
    private PlateTally _tally = new();

    private PlateScore(ModelStore store, string region)
    {
        _region = region;
        _objects = DetectorFactory.Open(store, VehicleModel, new DetectorOptions { ScoreThreshold = VehicleScore });
        _recognizer = PlateRecognizer.Open(store, new PlateRecognizerOptions { Region = region, ConfidenceMin = 0 });
    }

    public void Dispose()
    {
        _objects.Dispose();
        _recognizer.Dispose();
    }

    internal static void Run(IReadOnlyList<string> folders, string models, string region)
    {
        using PlateScore score = new(ModelStore.Open(models), region);
        foreach (string folder in folders)
        {
            score._tally = new PlateTally();
            foreach (PlateTruth truth in PlateTruth.Read(folder)) score.Read(truth);
            score._tally.Print($"{Path.GetFileName(folder)}, region {score._region}");
        }
    }

    private void Read(PlateTruth truth)
    {
        using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(truth.Picture), new VideoDecoderOptions(), TimeProvider.System);
        using DecodedFrame frame = new();
        if (decoder.Read(frame) != DecodeResult.Frame) return;
        TimeSpan start = Environment.CpuUsage.TotalTime;
        Span<Detection> all = _found.AsSpan(0, _objects.Detect(frame.View, _found));
        BoundingBox[] boxes = [.. all.ToArray().Where(d => Vehicles.Contains(_objects.Card.Labels[d.ClassId])).Select(static d => d.Box)];
        Span<PlateSighting> sightings = _sightings.AsSpan(0, _recognizer.Read(frame.View, boxes, _sightings));
        TimeSpan took = Environment.CpuUsage.TotalTime - start;
        BoundingBox plate = new(
            truth.PixelBox.X / frame.Width, truth.PixelBox.Y / frame.Height, truth.PixelBox.Width / frame.Width, truth.PixelBox.Height / frame.Height);
        PlateSighting? hit = null;
        foreach (ref readonly PlateSighting sighting in sightings)
            if (Inside(sighting.Line, plate)) hit = sighting;
        _tally.Add(truth, hit, plate, hit is null ? Cause(boxes, plate) : "misread");
        _tally.AddWork(took, _recognizer.LastTimings);
    }

    private string Cause(BoundingBox[] boxes, in BoundingBox plate)
    {
        foreach (ref readonly PlateLine line in _recognizer.Finder.Lines)
            if (Inside(line.Quad, plate)) return "line not chosen";
        BoundingBox wanted = plate;
        return boxes.Any(b => BoundingBox.IntersectionArea(b, wanted) > 0.8f * wanted.Area) ? "no text line" : "no vehicle";
    }

    private static bool Inside(in Quad line, in BoundingBox plate) =>
        BoundingBox.IntersectionArea(line.Bounds, plate) > 0.5f * Math.Min(line.Bounds.Area, plate.Area);
}
