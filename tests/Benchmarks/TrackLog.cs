using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Where the confirmed tracks of one run were seen.</summary>
internal sealed class TrackLog
{
    private const float OverlapMin = 0.5f;
    private readonly Dictionary<int, LoggedTrack> _byNumber = [];
    private readonly HashSet<int> _confirmed = [];

    /// <summary>Tracks that were confirmed and did not end as duplicates.</summary>
    internal IEnumerable<LoggedTrack> Tracks => _byNumber.Where(t => _confirmed.Contains(t.Key)).Select(t => t.Value);

    /// <summary>Takes the tracker's state after an update.</summary>
    internal void Note(Tracker tracker, MediaTime time)
    {
        foreach (Track track in tracker.Ended)
            if (track.EndReason == TrackEndReason.Duplicate) _confirmed.Remove(track.Number);
        foreach (Track track in tracker.Active)
        {
            if (track.DetectionIndex < 0) continue;
            if (!_byNumber.TryGetValue(track.Number, out LoggedTrack? log)) _byNumber[track.Number] = log = new LoggedTrack();
            log.ClassId = track.ClassId;
            log.Sightings.Add((time.Seconds, track.Box));
            if (track.State == TrackState.Confirmed) _confirmed.Add(track.Number);
        }
    }

    /// <summary>
    /// How many tracks of a reference are found here. One is found if a single track of the same class group runs at the same time as
    /// at least half of its sightings, and overlaps it (IoU) by 0.5 in more than half of those, its own box taken between its sightings.
    /// </summary>
    internal (int Found, int All, List<LoggedTrack> Missed) Recall(TrackLog reference, double secondsMin)
    {
        LoggedTrack[] all = [.. reference.Tracks.Where(t => t.Seconds >= secondsMin)];
        List<LoggedTrack> missed = [.. all.Where(t => !Tracks.Any(own => Finds(own, t)))];
        return (all.Length - missed.Count, all.Length, missed);
    }

    private static bool Finds(LoggedTrack own, LoggedTrack wanted)
    {
        if (!ClassGroups.Coco80.SameGroup(own.ClassId, wanted.ClassId)) return false;
        int shared = 0, good = 0;
        foreach ((double seconds, BoundingBox box) in wanted.Sightings)
        {
            if (own.At(seconds) is not { } at) continue;
            shared++;
            if (BoundingBox.IntersectionOverUnion(at, box) >= OverlapMin) good++;
        }
        return shared * 2 >= wanted.Sightings.Count && good * 2 > shared;
    }
}
