using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

/// <summary>Runs a tracker over a made-up scene and remembers what it told.</summary>
internal sealed class Scene(TrackerOptions options, double framesPerSecond)
{
    internal const int Person = 0;
    internal const int Car = 2;
    internal const int Truck = 7;

    private int _frame;

    internal Tracker Tracker { get; } = new(options);

    /// <summary>What ended and was not a duplicate: copies, since tracks are reused.</summary>
    internal List<EndedTrack> Ended { get; } = [];

    internal double Now => _frame / framesPerSecond;

    internal IEnumerable<int> Confirmed => Tracker.Active.Where(t => t.State == TrackState.Confirmed).Select(t => t.Number);

    /// <summary>Runs for a time; the function gives the detections of a moment in seconds.</summary>
    internal Scene Run(double seconds, Func<double, IEnumerable<DetectedObject>> at)
    {
        double end = Now + seconds - (0.5 / framesPerSecond);
        for (; Now < end; _frame++)
        {
            Tracker.Update(Time(Now), at(Now).ToArray());
            Remember();
        }
        return this;
    }

    internal Scene Flush()
    {
        Tracker.Flush(Time(Now));
        Remember();
        return this;
    }

    /// <summary>A detection whose foot point (bottom centre) is at x, y.</summary>
    internal static DetectedObject At(double x, double y, float score = 0.8f, int classId = Person, double width = 0.05, double height = 0.2) =>
        new(new BoundingBox((float)(x - (width / 2)), (float)(y - height), (float)width, (float)height).ClipToFrame(), score, classId);

    private static MediaTime Time(double seconds) => new((long)Math.Round(seconds * 1e9));

    private void Remember()
    {
        foreach (Track track in Tracker.Ended)
        {
            if (track.EndReason == TrackEndReason.Duplicate) continue;
            Ended.Add(new EndedTrack(
                track.Number, track.EndReason, track.ClassId, track.Start.Seconds, track.LastSeen.Seconds, track.Hits, track.Path.ToArray()));
        }
    }

    internal sealed record EndedTrack(int Number, TrackEndReason Reason, int ClassId, double Start, double LastSeen, int Hits, PathPoint[] Path);
}
