using System.Globalization;
using System.Text.Json;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Compares persons counted by the detector and by the tracker with counts made by hand.</summary>
internal static class PersonCount
{
    private static readonly float[] Thresholds = [0.25f, 0.3f, 0.35f, 0.4f];

    /// <summary>Prints the mean absolute error for each score threshold and for confirmed tracks.</summary>
    internal static void Run(string clip, string truthFile, string models, string model, TensorFit fit)
    {
        using JsonDocument truth = JsonDocument.Parse(File.ReadAllText(truthFile));
        Dictionary<long, int> persons = truth.RootElement.GetProperty("persons").EnumerateObject()
            .ToDictionary(p => long.Parse(p.Name, CultureInfo.InvariantCulture), p => p.Value.GetInt32());
        using IDetector<Detection> detector = DetectorFactory.Open(ModelStore.Open(models), model, new DetectorOptions { ScoreThreshold = 0.1f, Fit = fit });
        int person = detector.Card.Labels.ToList().IndexOf("person");
        using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(clip), new VideoDecoderOptions(), TimeProvider.System);
        using DecodedFrame frame = new();
        Tracker tracker = new(new TrackerOptions());
        Detection[] buffer = new Detection[512];
        double[] errors = new double[Thresholds.Length + 1];
        TimeSpan inference = TimeSpan.Zero;
        List<string> counts = [];
        long number = 0;
        for (; decoder.Read(frame) == DecodeResult.Frame; number++)
        {
            ReadOnlySpan<Detection> found = buffer.AsSpan(0, detector.Detect(frame.View, buffer));
            inference += detector.LastTimings.Inference;
            Detection[] seen = found.ToArray().Where(d => d.ClassId == person).ToArray();
            tracker.Update(frame.Time, seen);
            if (!persons.TryGetValue(number, out int expected)) continue;
            for (int i = 0; i < Thresholds.Length; i++) errors[i] += Math.Abs(seen.Count(d => d.Score >= Thresholds[i]) - expected);
            int tracks = tracker.Active.Count(t => t.State == TrackState.Confirmed && t.DetectionIndex >= 0);
            errors[^1] += Math.Abs(tracks - expected);
            counts.Add($"{expected}/{tracks}");
        }
        string raw = string.Join(", ", Thresholds.Select((t, i) => string.Create(CultureInfo.InvariantCulture, $"{t:0.00}: {errors[i] / persons.Count:0.00}")));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{model} {fit}: mean absolute error by score {raw}; of tracks {errors[^1] / persons.Count:0.00}; {inference.TotalMilliseconds / number:0.0} ms a run; counted/tracked {string.Join(' ', counts)}"));
    }
}
