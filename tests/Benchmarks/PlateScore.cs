using System.Globalization;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Reads labelled still pictures and prints how many plates are found and read right, the misses by cause, and the time.</summary>
internal static class PlateScore
{
    private const float VehicleScore = 0.2f;
    private static readonly string[] Vehicles = ["car", "truck", "bus", "motorcycle"];

    internal static void Run(IReadOnlyList<string> folders, string models, string region)
    {
        ModelStore store = ModelStore.Open(models);
        using IDetector<Detection> objects = DetectorFactory.Open(store, "centernet-512x512", new DetectorOptions { ScoreThreshold = VehicleScore });
        using PlateRecognizer recognizer = PlateRecognizer.Open(store, FromEnvironment(region));
        foreach (string folder in folders) Score(folder, objects, recognizer, region);
    }

    private static PlateRecognizerOptions FromEnvironment(string region)
    {
        PlateRecognizerOptions o = new() { Region = region };
        foreach (string pair in (Environment.GetEnvironmentVariable("PLATES") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] kv = pair.Split('=');
            typeof(PlateRecognizerOptions).GetProperty(kv[0])!.SetValue(o, kv[0].EndsWith("Models", StringComparison.Ordinal) ? kv[1].Split('+') : Convert.ChangeType(kv[1], typeof(PlateRecognizerOptions).GetProperty(kv[0])!.PropertyType, CultureInfo.InvariantCulture));
        }
        return o;
    }

    private static void Score(string folder, IDetector<Detection> objects, PlateRecognizer recognizer, string region)
    {
        Detection[] buffer = new Detection[200];
        PlateSighting[] sightings = new PlateSighting[16];
        int exact = 0, folded = 0, located = 0, total = 0, edits = 0, characters = 0;
        SortedDictionary<string, int> causes = new(StringComparer.Ordinal);
        List<string> misses = [];
        List<double> times = [];
        long vehicles = 0, looks = 0, runs = 0;
        foreach (PlateTruth truth in PlateTruth.Read(folder))
        {
            using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(truth.Picture), new VideoDecoderOptions(), TimeProvider.System);
            using DecodedFrame frame = new();
            if (decoder.Read(frame) != DecodeResult.Frame) continue;
            TimeSpan start = Environment.CpuUsage.TotalTime;
            BoundingBox[] boxes = [.. buffer.AsSpan(0, objects.Detect(frame.View, buffer)).ToArray()
                .Where(d => Vehicles.Contains(objects.Card.Labels[d.ClassId])).OrderByDescending(static d => d.Box.Area).Select(static d => d.Box)];
            int count = recognizer.Read(frame.View, boxes, sightings);
            times.Add((Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
            looks += recognizer.LastTimings.TextSearches;
            runs += recognizer.LastTimings.Readings;
            vehicles += boxes.Length;
            total++;
            BoundingBox plate = new(truth.PixelBox.X / frame.Width, truth.PixelBox.Y / frame.Height, truth.PixelBox.Width / frame.Width, truth.PixelBox.Height / frame.Height);
            PlateSighting? hit = null;
            foreach (PlateSighting sighting in sightings.AsSpan(0, count))
                if (Inside(sighting.Line, plate)) hit = sighting;
            string text = hit?.Reading.Text.ToString() ?? "";
            if (hit is not null) located++;
            int distance = EditDistance(truth.Text, text);
            edits += distance;
            characters += truth.Text.Length;
            if (text == truth.Text) exact++;
            if (Fold(text) == Fold(truth.Text)) { folded++; if (text != truth.Text) misses.Add($"  folded {truth.Text} {text} c{hit!.Value.Reading.Confidence:0.00}"); continue; }
            string cause = hit is not null ? "misread" : boxes.Length == 0 ? "no vehicle" : Line(recognizer, frame, plate) ? "line not chosen" : "no text line";
            causes[cause] = causes.GetValueOrDefault(cause) + 1;
            string other = string.Join(",", sightings.AsSpan(0, count).ToArray().Select(s => $"{s.Reading.Text}({s.Reading.Confidence:0.00} {s.Reading.LogReading:0.0} {s.Reading.LogGain:0.0})"));
            misses.Add($"  {cause,-16} {Path.GetFileName(truth.Picture),-20} {truth.Text,-9} {other} w={truth.PixelBox.Width} v={boxes.Length}");
        }
        foreach (string miss in misses) Console.WriteLine(miss);
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(folder)} region {region}: {total} pictures, found {(double)located / total:0.000}, exact {(double)exact / total:0.000}, folded {(double)folded / total:0.000}, character error {(double)edits / characters:0.000}; {times.Average():0} ms a still (median {times[times.Count / 2]:0}), {vehicles} vehicles, {looks} searches, {runs} readings; misses {string.Join(", ", causes.Select(static c => $"{c.Key} {c.Value}"))}"));
    }

    private static bool Line(PlateRecognizer recognizer, DecodedFrame frame, BoundingBox plate)
    {
        foreach (PlateLine line in recognizer.Finder.Lines)
            if (Inside(line.Text.Quad, plate)) return true;
        return false;
    }

    private static bool Inside(in Quad line, in BoundingBox plate) =>
        BoundingBox.IntersectionArea(line.Bounds, plate) > 0.5f * Math.Min(line.Bounds.Area, plate.Area);

    private static string Fold(string text) => text.Replace('O', '0').Replace('I', '1');

    private static int EditDistance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }
        return row[^1];
    }
}
