using System.Globalization;
using System.Text.Json;
using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Tracking;
using Xunit.Abstractions;

namespace Pipeline.Tests.Accuracy;

/// <summary>Persons that the agent sees in the demo clip against what a person counted in 16 of its frames.</summary>
public sealed class PersonCountTests(ITestOutputHelper output)
{
    private const int PersonClass = 0;

    // Reached 0.69 with tracks (2026-11-25, whole frames) and 0.81 with the best single threshold; the rest is room for another libav or
    // processor. By regions, as the agent looks, see tests/Benchmarks/results/vision.md.
    private const double TrackErrorMax = 0.75;

    private static readonly float[] Thresholds = [0.25f, 0.30f, 0.35f, 0.40f];

    [SkippableFact]
    public void Persons_followed_in_the_demo_clip_are_counted_as_a_person_counts_them()
    {
        SortedDictionary<int, int> truth = ReadTruth();
        Dictionary<int, int> tracked = [];
        Dictionary<float, Dictionary<int, int>> detected = Thresholds.ToDictionary(t => t, _ => new Dictionary<int, int>());
        DetectorOptions options = new() { ScoreThreshold = HeadRegion.PersonScoreMin };
        using IDetector<Detection> detector = DetectorFactory.Open(ModelStore.Open(Models.Folder), ModelOptions.DefaultModel, options);
        ClassSelection classes = new(detector.Card.Labels, ObjectClass.TrackedByDefault);
        Tracker tracker = new(new TrackerOptions());
        Detection[] all = new Detection[512], selected = new Detection[512];
        using VideoDecoder decoder = VideoDecoder.Open(
            VideoSource.Parse(DemoClip.Path), new VideoDecoderOptions(), TimeProvider.System, default);
        using DecodedFrame frame = new();
        for (int number = 0; decoder.Read(frame) == DecodeResult.Frame; number++)
        {
            ReadOnlySpan<Detection> found = all.AsSpan(0, detector.Detect(frame.View, all));
            tracker.Update(frame.Time, classes.Select(found, selected));
            if (!truth.ContainsKey(number)) continue;
            tracked[number] = tracker.Active.Count(
                t => t.State == TrackState.Confirmed && t.DetectionIndex >= 0 && t.ClassId == PersonClass);
            foreach (float threshold in Thresholds) detected[threshold][number] = CountPersons(found, threshold);
        }

        foreach (float threshold in Thresholds)
            output.WriteLine($"detections from {threshold:0.00}: {Describe(truth, detected[threshold])}");
        output.WriteLine($"confirmed tracks:     {Describe(truth, tracked)}");
        Assert.InRange(MeanAbsoluteError(truth, tracked), 0, TrackErrorMax);
        // What following is worth: it must beat every fixed threshold.
        Assert.All(Thresholds, t => Assert.True(
            MeanAbsoluteError(truth, tracked) < MeanAbsoluteError(truth, detected[t]), $"threshold {t} counts better"));
    }

    private static int CountPersons(ReadOnlySpan<Detection> found, float threshold)
    {
        int count = 0;
        foreach (ref readonly Detection detection in found)
            if (detection.ClassId == PersonClass && detection.Score >= threshold) count++;
        return count;
    }

    private static double MeanAbsoluteError(SortedDictionary<int, int> truth, Dictionary<int, int> counted) =>
        truth.Average(t => Math.Abs(t.Value - counted[t.Key]));

    // frame:counted/truth
    private static string Describe(SortedDictionary<int, int> truth, Dictionary<int, int> counted)
    {
        string frames = string.Join(' ', truth.Select(t => $"{t.Key}:{counted[t.Key]}/{t.Value}"));
        return string.Create(CultureInfo.InvariantCulture, $"mean absolute error {MeanAbsoluteError(truth, counted):0.00}, {frames}");
    }

    private static SortedDictionary<int, int> ReadTruth()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "vtest-person-counts.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return new SortedDictionary<int, int>(document.RootElement.GetProperty("persons").EnumerateObject()
            .ToDictionary(p => int.Parse(p.Name, CultureInfo.InvariantCulture), p => p.Value.GetInt32()));
    }
}
