using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Benchmarks;

/// <summary>One way of looking at a clip: scanner, tracker and what came of it.</summary>
internal sealed class TrackedRun(string name, RegionScanner scanner, ClassSelection classes, double cropPixels)
{
    private const float SmallPixels = 60;

    private readonly Tracker _tracker = new(new TrackerOptions());
    private readonly RegionHint[] _hints = new RegionHint[1000];
    private readonly Detection[] _found = new Detection[512], _tracked = new Detection[512];
    private MediaTime _last;

    internal string Name => name;

    /// <summary>Pixels of the input that crops go into.</summary>
    internal double CropPixels => cropPixels;

    internal TrackLog Log { get; } = new();

    internal TimeSpan Detect { get; private set; }

    internal TimeSpan Gate { get; private set; }

    internal int Frames { get; private set; }

    internal int FramesLooked { get; private set; }

    internal int Whole { get; private set; }

    internal int Crops { get; private set; }

    internal int LeftOut { get; private set; }

    internal int FramesWithMotion { get; private set; }

    /// <summary>Persons seen (score 0.4 or more) less than 60 pixels high, in the frames of which the whole was looked at.</summary>
    internal int SmallPersons { get; private set; }

    internal void Take(in ImageView image, MediaTime time)
    {
        Frames++;
        int hints = _tracker.WriteHints(time - _last, _hints);
        _last = time;
        ScanResult result = scanner.Scan(image, time, _hints.AsSpan(0, hints), _found);
        ReadOnlySpan<Detection> seen = classes.Select(_found.AsSpan(0, result.Count), _tracked);
        _tracker.Update(time, seen, result.Scanned, image);
        Log.Note(_tracker, time);
        Gate += result.Gate;
        Detect += result.Timings.Preprocess + result.Timings.Inference + result.Timings.Decode;
        LeftOut += result.LeftOut;
        if (result.Motion.Boxes.Length > 0) FramesWithMotion++;
        if (result.Regions.Length == 0) return;
        FramesLooked++;
        foreach (ref readonly BoundingBox region in result.Regions)
        {
            if (region.Width < 1 || region.Height < 1)
            {
                Crops++;
                continue;
            }
            Whole++;
            foreach (ref readonly Detection detection in seen)
                if (detection.ClassId == 0 && detection.Score >= 0.4f && detection.Box.Height * image.Height < SmallPixels) SmallPersons++;
        }
    }
}
