using System.Runtime.InteropServices;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>Finds tracks and detections that lie on an older track of the same object.</summary>
internal sealed class DuplicateTracks(TrackerOptions options)
{
    private readonly BoxIndex _index = new();
    private readonly List<BoundingBox> _boxes = [];
    private readonly List<int> _near = [];
    private List<Track> _tracks = [];

    /// <summary>Takes the tracks as they are now, in the order of their numbers.</summary>
    internal void Begin(List<Track> tracks)
    {
        _tracks = tracks;
        _boxes.Clear();
        foreach (Track track in tracks) _boxes.Add(track.Box);
        _index.Build(CollectionsMarshal.AsSpan(_boxes));
    }

    /// <summary>Ends the younger of two that lie on each other; a confirmed one only after a while.</summary>
    internal void Suppress(MediaTime time)
    {
        for (int younger = 0; younger < _tracks.Count; younger++)
        {
            Track second = _tracks[younger];
            if (second.State == TrackState.Ended) continue;
            if (!IsCovered(younger))
            {
                second.DuplicateSince = null;
                continue;
            }
            second.DuplicateSince ??= time;
            bool sure = !second.WasConfirmed || second.State == TrackState.Lost || time - second.DuplicateSince.Value >= options.DuplicateAfter;
            if (sure) second.Finish(TrackEndReason.Duplicate);
        }
    }

    /// <summary>True if a track that was seen in this frame already stands for the detected object.</summary>
    internal bool IsTaken(in Detection.Detection detection)
    {
        _near.Clear();
        _index.Find(detection.Box, 0, _near);
        foreach (int i in _near)
            if (_tracks[i].DetectionIndex >= 0 && IsSameObject(_tracks[i], detection.ClassId, detection.Box)) return true;
        return false;
    }

    /// <summary>True if track and box are of one class group and overlap so much that they are one object.</summary>
    internal bool IsSameObject(Track track, int classId, in BoundingBox box) =>
        options.Classes.SameGroup(track.ClassId, classId) && BoundingBox.IntersectionOverUnion(track.Box, box) >= options.DuplicateOverlap;

    private bool IsCovered(int younger)
    {
        Track second = _tracks[younger];
        _near.Clear();
        _index.Find(second.Box, 0, _near);
        foreach (int older in _near)
            if (older < younger && _tracks[older].State == TrackState.Confirmed && IsSameObject(_tracks[older], second.ClassId, second.Box)) return true;
        return false;
    }
}
