using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// Follows detected objects from frame to frame: two-stage association by overlap of predicted boxes (Zhang et al., "ByteTrack",
/// 2022) with a constant-velocity Kalman filter over real durations. Not thread-safe. Deterministic; the order of the detections
/// does not matter; allocates nothing once its pools are warm.
/// </summary>
public sealed class Tracker
{
    private readonly TrackerOptions _options;
    private readonly TrackAssociation _association;
    private readonly List<Track> _active = [];
    private readonly List<Track> _ended = [];
    private readonly List<Track> _discarded = [];
    private readonly Stack<Track> _pool = new();
    private MediaTime _time = new(long.MinValue / 2);
    private int _lastNumber;

    /// <summary>Makes a tracker for one camera.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message lists all faults.</exception>
    public Tracker(TrackerOptions options)
    {
        options.Validate();
        _options = options;
        _association = new TrackAssociation(options);
    }

    /// <summary>Tentative, confirmed and lost tracks, by number. The list is reused by the next update.</summary>
    public IReadOnlyList<Track> Active => _active;

    /// <summary>Confirmed tracks that ended in this update. The list and its tracks are valid until the next update.</summary>
    public IReadOnlyList<Track> Ended => _ended;

    /// <summary>How many detections should have started a track and did not, because there were <see cref="TrackerOptions.TracksMax"/>.</summary>
    public long RefusedStarts { get; private set; }

    /// <summary>
    /// Takes the detections of one frame. A time earlier than the last one's means that the stream began anew: all tracks end with
    /// <see cref="TrackEndReason.EndOfStream"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A detection has a box or score that is not finite, or a class outside the options' classes.</exception>
    public void Update(MediaTime time, ReadOnlySpan<Detection.Detection> detections)
    {
        Recycle();
        if (time < _time) EndAll();
        _time = time;
        foreach (Track track in _active) track.Predict(time);
        _association.Begin(detections);
        MatchAll(time, detections);
        foreach (Track track in _active) Advance(track, time);
        SuppressDuplicates(time);
        RemoveEnded();
        StartTracks(time, detections);
    }

    /// <summary>Ends all tracks with <see cref="TrackEndReason.EndOfStream"/>; confirmed ones are then in <see cref="Ended"/>.</summary>
    public void Flush(MediaTime time)
    {
        Recycle();
        _time = time > _time ? time : _time;
        EndAll();
    }

    private void MatchAll(MediaTime time, ReadOnlySpan<Detection.Detection> detections)
    {
        _association.Match(_active, AssociationStage.Strong, time, detections);
        _association.Match(_active, AssociationStage.Weak, time, detections);
        _association.Match(_active, AssociationStage.Tentative, time, detections);
    }

    private void Advance(Track track, MediaTime time)
    {
        bool seen = track.DetectionIndex >= 0;
        TimeSpan unseen = time - track.LastSeen;
        switch (track.State)
        {
            case TrackState.Tentative when seen && track.Hits >= _options.ConfirmHits:
                track.Confirm();
                break;
            case TrackState.Tentative when unseen > _options.ConfirmWithin / 2 || time - track.Start > _options.ConfirmWithin:
                track.Finish(TrackEndReason.Lost);
                break;
            case TrackState.Confirmed when !seen:
                track.Lose();
                goto case TrackState.Lost;
            case TrackState.Lost:
                if (unseen > _options.LostFor) track.Finish(FrameEdge.IsLeaving(track) ? TrackEndReason.Left : TrackEndReason.Lost);
                else if (FrameEdge.IsOutside(track.Box)) track.Finish(TrackEndReason.Left);
                break;
        }
    }

    // Tracks are in order of their numbers, so the older of a pair is always the first.
    private void SuppressDuplicates(MediaTime time)
    {
        for (int younger = 1; younger < _active.Count; younger++)
        {
            Track second = _active[younger];
            if (second.State == TrackState.Ended) continue;
            bool covered = false;
            for (int older = 0; older < younger && !covered; older++) covered = Covers(_active[older], second);
            if (!covered)
            {
                second.DuplicateSince = null;
                continue;
            }
            second.DuplicateSince ??= time;
            bool sure = !second.WasConfirmed || second.State == TrackState.Lost || time - second.DuplicateSince.Value >= _options.DuplicateAfter;
            if (sure) second.Finish(TrackEndReason.Duplicate);
        }
    }

    private bool Covers(Track older, Track younger) =>
        older.State == TrackState.Confirmed
        && _options.Classes.SameGroup(older.ClassId, younger.ClassId)
        && BoundingBox.IntersectionOverUnion(older.Box, younger.Box) >= _options.DuplicateOverlap;

    private void StartTracks(MediaTime time, ReadOnlySpan<Detection.Detection> detections)
    {
        foreach (int index in _association.Unmatched)
        {
            ref readonly Detection.Detection detection = ref detections[index];
            if (detection.Score < _options.StartScore || IsTaken(detection)) continue;
            if (_active.Count >= _options.TracksMax)
            {
                RefusedStarts++;
                continue;
            }
            Track track = _pool.Count > 0 ? _pool.Pop() : new Track(_options.Classes.ClassCount);
            track.Begin(++_lastNumber, time, detection, index);
            if (_options.ConfirmHits <= 1) track.Confirm();
            _active.Add(track);
        }
    }

    private bool IsTaken(in Detection.Detection detection)
    {
        foreach (Track track in _active)
        {
            if (track.DetectionIndex >= 0 && _options.Classes.SameGroup(track.ClassId, detection.ClassId)
                && BoundingBox.IntersectionOverUnion(track.Box, detection.Box) >= _options.DuplicateOverlap) return true;
        }
        return false;
    }

    private void EndAll()
    {
        foreach (Track track in _active) track.Finish(TrackEndReason.EndOfStream);
        RemoveEnded();
    }

    private void RemoveEnded()
    {
        int kept = 0;
        for (int i = 0; i < _active.Count; i++)
        {
            Track track = _active[i];
            if (track.State != TrackState.Ended) _active[kept++] = track;
            else (track.WasConfirmed ? _ended : _discarded).Add(track);
        }
        _active.RemoveRange(kept, _active.Count - kept);
    }

    private void Recycle()
    {
        foreach (Track track in _ended) _pool.Push(track);
        foreach (Track track in _discarded) _pool.Push(track);
        _ended.Clear();
        _discarded.Clear();
    }
}
