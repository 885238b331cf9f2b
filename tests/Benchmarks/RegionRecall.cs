using System.Globalization;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Benchmarks;

/// <summary>
/// Compares looking at regions with looking at whole frames on one clip: recall of tracks, inferences, time. All ways look at the same
/// decoded frames by turns, so that a busy machine slows them alike.
/// </summary>
internal static class RegionRecall
{
    private static readonly string[] Classes = ["person", "bicycle", "car", "motorcycle", "bus", "truck"];
    private static readonly double[] SecondsMin = [0, 1, 2];

    /// <summary>Runs and prints.</summary>
    /// <param name="clip">Video file.</param>
    /// <param name="models">Folder of models.</param>
    /// <param name="wholeCard">Model for whole frames.</param>
    /// <param name="cropCards">Models for crops, each a run of its own.</param>
    internal static void Run(string clip, string models, string wholeCard, IReadOnlyList<string> cropCards)
    {
        ModelStore store = ModelStore.Open(models);
        DetectorOptions options = new() { ScoreThreshold = 0.1f };
        using WholeFrameMemory whole = new(DetectorFactory.Open(store, wholeCard, options));
        List<IDetector<Detection>> crops = [.. cropCards.Select(c => DetectorFactory.Open(store, c, options))];
        try
        {
            TrackedRun reference = Start("whole frames", whole, whole, RegionMode.WholeFrame);
            TrackedRun second = Start("whole, every 2nd", whole, whole, RegionMode.WholeFrame);
            List<TrackedRun> runs = [reference, second, .. crops.Select(c => Start($"regions, {c.Card.Name}", whole, c, RegionMode.Regions))];
            Play(clip, runs, second, whole);
            double wholePixels = Pixels(whole);
            Console.WriteLine($"{Path.GetFileName(clip)}, whole frames by {wholeCard}");
            foreach (TrackedRun run in runs) Print(run, reference, wholePixels);
        }
        finally
        {
            crops.ForEach(c => c.Dispose());
        }
    }

    private static double Pixels(IDetector<Detection> detector) => (double)detector.Card.Input.Width * detector.Card.Input.Height;

    private static TrackedRun Start(string name, WholeFrameMemory whole, IDetector<Detection> crop, RegionMode mode)
    {
        RegionScannerOptions options = new() { Regions = new RegionOptions { Mode = mode }, Classes = Classes };
        return new TrackedRun(name, new RegionScanner(whole, crop, new SizeGrid(), options), new ClassSelection(whole.Card.Labels, Classes), Pixels(crop));
    }

    private static void Play(string clip, List<TrackedRun> runs, TrackedRun everySecond, WholeFrameMemory whole)
    {
        using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(clip), new VideoDecoderOptions(), TimeProvider.System);
        using DecodedFrame frame = new();
        for (long number = 0; decoder.Read(frame) == DecodeResult.Frame; number++)
        {
            whole.Begin(number);
            foreach (TrackedRun run in runs)
                if (run != everySecond || number % 2 == 0) run.Take(frame.View, frame.Time);
        }
    }

    private static void Print(TrackedRun run, TrackedRun reference, double wholePixels)
    {
        string recall = string.Join(", ", SecondsMin.Select(s =>
        {
            (int found, int all, _) = run.Log.Recall(reference.Log, s);
            return string.Create(CultureInfo.InvariantCulture, $"{found}/{all} of {s} s");
        }));
        double pixels = ((run.Whole * wholePixels) + (run.Crops * run.CropPixels)) / (reference.Whole * wholePixels);
        double saved = 1 - ((run.Detect + run.Gate) / reference.Detect);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {run.Name,-28} tracks {run.Log.Tracks.Count(),3}; found {recall}; {run.Whole} whole + {run.Crops} crops"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"      in {run.FramesLooked} of {run.Frames} frames ({run.FramesWithMotion} with motion, {run.LeftOut} left out); detectors"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"      {run.Detect.TotalSeconds:0.0} s, gate {run.Gate.TotalMilliseconds / run.Frames:0.00} ms; {saved:P0} of the time, {1 - pixels:P0} of the pixels saved"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"      {(double)run.SmallPersons / Math.Max(run.Whole, 1):0.00} persons below 60 pixels in a frame of which the whole was looked at"));
        if (run == reference) return;
        foreach (LoggedTrack missed in run.Log.Recall(reference.Log, 0).Missed) Console.WriteLine($"      missed: {missed}");
    }
}
