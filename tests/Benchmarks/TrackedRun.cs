using System.Runtime.InteropServices;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Benchmarks;

/// <summary>One way of looking at a clip: scanner, tracker and what came of it.</summary>
internal sealed class TrackedRun(string name, RegionScanner scanner, ClassSelection classes, double cropPixels)
{
    private static readonly TimeSpan StillAfter = TimeSpan.FromSeconds(3);
    private const float StillSidesPerSecond = 0.05f;
    private readonly Tracker _tracker = new(new TrackerOptions());
    private readonly List<RegionHint> _hints = [];
    private readonly Detection[] _found = new Detection[512], _tracked = new Detection[1024];

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

    internal void Take(in ImageView image, MediaTime time)
    {
        Frames++;
        BuildHints((float)image.Width / image.Height, time);
        ScanResult result = scanner.Scan(image, time, CollectionsMarshal.AsSpan(_hints), _found);
        Gate += result.Gate;
        Detect += result.Timings.Preprocess + result.Timings.Inference + result.Timings.Decode;
        LeftOut += result.LeftOut;
        if (result.Motion.Boxes.Length > 0) FramesWithMotion++;
        if (result.Regions.Length == 0) return;
        FramesLooked++;
        foreach (ref readonly BoundingBox region in result.Regions)
        {
            if (region.Width >= 1 && region.Height >= 1) Whole++;
            else Crops++;
        }
        int count = classes.Select(_found.AsSpan(0, result.Count), _tracked).Length;
        _tracker.Update(time, _tracked.AsSpan(0, AssumeUnseen(count, result.Scanned, time)));
        Log.Note(_tracker, time);
    }

    private static BoundingBox Predict(Track track, MediaTime time)
    {
        float seconds = (float)(time - track.End).TotalSeconds;
        return track.Box with { X = track.Box.X + (track.VelocityX * seconds), Y = track.Box.Y + (track.VelocityY * seconds) };
    }

    private void BuildHints(float aspect, MediaTime time)
    {
        _hints.Clear();
        foreach (Track track in _tracker.Active)
        {
            float speed = MathF.Sqrt((track.VelocityX * track.VelocityX * aspect * aspect) + (track.VelocityY * track.VelocityY));
            float side = MathF.Max(track.Box.Width * aspect, track.Box.Height);
            bool still = track.State == TrackState.Confirmed && track.Age >= StillAfter && speed < StillSidesPerSecond * side;
            _hints.Add(new RegionHint(Predict(track, time), still, track.DetectionIndex >= 0 ? TimeSpan.Zero : time - track.LastSeen));
        }
    }

    // Stands for the tracker's own rule: what was not looked at stays where it was expected.
    private int AssumeUnseen(int count, in ScannedArea scanned, MediaTime time)
    {
        foreach (Track track in _tracker.Active)
        {
            BoundingBox box = Predict(track, time).ClipToFrame();
            if (track.State != TrackState.Confirmed || scanned.Covers(box)) continue;
            _tracked[count++] = new Detection(box, 0.36f, track.ClassId);
        }
        return count;
    }
}
