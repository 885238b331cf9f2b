using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// Follows detected objects from frame to frame: two-stage association by overlap of predicted boxes (Zhang et al., "ByteTrack",
/// 2022) with a constant-velocity Kalman filter over real durations. Not thread-safe. Deterministic; the order of the detections
/// does not matter; allocates nothing once its pools are warm.
/// </summary>
public sealed class Tracker
{
    // Ready from the start: so many objects at a time cost no memory of their own.
    private const int TracksReady = 32;

    private readonly TrackerOptions _options;
    private readonly Func<MediaTime, Guid>? _identify;
    private readonly TrackAssociation _association;
    private readonly DuplicateTracks _duplicates;
    private readonly StillnessJudge _judge;
    private readonly RememberedObjects _remembered;
    private readonly List<Track> _active = [];
    private readonly List<Track> _ended = [];
    private readonly List<Track> _discarded = [];
    private readonly Stack<Track> _pool = new();
    private MediaTime _time = new(long.MinValue / 2);
    private int _lastNumber;

    /// <summary>Makes a tracker for one camera.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="identify">
    /// Makes the <see cref="Track.Identity"/> of a track that has become real, given when it was first seen; never the same twice.
    /// Called once a real track. Null: identities stay empty, except those that are remembered.
    /// </param>
    /// <exception cref="ArgumentException">An option is out of its range; the message lists all faults.</exception>
    public Tracker(TrackerOptions options, Func<MediaTime, Guid>? identify = null)
    {
        options.Validate();
        _options = options;
        _identify = identify;
        _association = new TrackAssociation(options);
        _duplicates = new DuplicateTracks(options);
        _judge = new StillnessJudge(options);
        _remembered = new RememberedObjects(options);
        for (int i = 0; i < Math.Min(TracksReady, options.TracksMax); i++) _pool.Push(new Track(options.Classes.ClassCount));
    }

    /// <summary>Tentative, confirmed and lost tracks, by number. The list is reused by the next update.</summary>
    public IReadOnlyList<Track> Active => _active;

    /// <summary>Confirmed tracks that ended in this update. The list and its tracks are valid until the next update.</summary>
    public IReadOnlyList<Track> Ended => _ended;

    /// <summary>How many detections should have started a track and did not, because there were <see cref="TrackerOptions.TracksMax"/>.</summary>
    public long RefusedStarts { get; private set; }

    /// <summary>Takes the detections of a frame that was looked at as a whole.</summary>
    /// <exception cref="ArgumentException">A detection has a box or score that is not finite, or a class outside the options' classes.</exception>
    public void Update(MediaTime time, ReadOnlySpan<Detection.Detection> detections) => Update(time, detections, ScannedArea.WholeFrame, default);

    /// <summary>Takes the detections of a frame of which a part was looked at.</summary>
    /// <exception cref="ArgumentException">A detection has a box or score that is not finite, or a class outside the options' classes.</exception>
    public void Update(MediaTime time, ReadOnlySpan<Detection.Detection> detections, in ScannedArea scanned) =>
        Update(time, detections, scanned, default);

    /// <summary>
    /// Takes the detections of one frame. A time earlier than the last one's means that the stream began anew: all tracks end with
    /// <see cref="TrackEndReason.EndOfStream"/>.
    /// </summary>
    /// <param name="time">Of the frame.</param>
    /// <param name="detections">In any order.</param>
    /// <param name="scanned">Where the detector looked: a track expected elsewhere was not missed.</param>
    /// <param name="image">The frame's luma, for stationary objects; without pixels (default) boxes alone tell that something stands still.</param>
    /// <exception cref="ArgumentException">A detection has a box or score that is not finite, or a class outside the options' classes.</exception>
    public void Update(MediaTime time, ReadOnlySpan<Detection.Detection> detections, in ScannedArea scanned, in ImageView image)
    {
        Recycle();
        _association.Begin(detections);
        if (time < _time)
        {
            EndAll();
            _remembered.Shift(time - _time);
        }
        TimeSpan since = _active.Count > 0 ? time - _time : TimeSpan.Zero;
        _time = time;
        foreach (Track track in _active) track.Predict(time);
        _association.Expect(_active);
        _association.Match(_active, AssociationStage.Strong, time);
        _association.Match(_active, AssociationStage.Weak, time);
        _association.Match(_active, AssociationStage.Tentative, time);
        foreach (Track track in _active)
        {
            if (track.DetectionIndex >= 0) AdvanceSeen(track, image);
            else AdvanceUnseen(track, since, scanned, image);
        }
        _duplicates.Begin(_active);
        _duplicates.Suppress(time);
        RemoveEnded();
        _duplicates.Begin(_active);
        StartTracks(detections, image);
    }

    /// <summary>
    /// Tells where the tracks are expected a while after the newest update: those that move or are missed first, then the stationary
    /// ones, each by number.
    /// </summary>
    /// <param name="ahead">Time to the frame that is to be looked at; 0 or more.</param>
    /// <param name="hints">Takes as many as fit.</param>
    /// <returns>How many were written.</returns>
    public int WriteHints(TimeSpan ahead, Span<RegionHint> hints)
    {
        int count = 0;
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < _active.Count && count < hints.Length; i++)
            {
                RegionHint hint = _active[i].Expect(ahead);
                if (hint.IsStationary == (round == 1)) hints[count++] = hint;
            }
        }
        return count;
    }

    /// <summary>Ends all tracks with <see cref="TrackEndReason.EndOfStream"/>; confirmed ones are then in <see cref="Ended"/>.</summary>
    public void Flush(MediaTime time)
    {
        Recycle();
        _time = time > _time ? time : _time;
        EndAll();
    }

    /// <summary>
    /// What stands still in view now or is remembered to: to be kept over a restart (see <see cref="StationaryMemory"/>). Allocates;
    /// for now and then, and before or after the last <see cref="Flush"/>.
    /// </summary>
    /// <param name="now">Wall time of the newest update.</param>
    public IReadOnlyList<StationaryObject> Stationary(DateTimeOffset now)
    {
        List<StationaryObject> objects = [];
        foreach (Track track in _active)
        {
            if (track.IsStationary && track.WasConfirmed) objects.Add(track.Stillness.Describe(track.Identity, track.ClassId, now - (_time - track.Stillness.Since)));
        }
        _remembered.CopyTo(objects, _time, now);
        return objects;
    }

    /// <summary>
    /// Takes what stood still in an earlier run; a track that begins in such a place continues the object. Objects whose class the
    /// detector does not have, or that were remembered for longer than <see cref="TrackerOptions.RememberFor"/>, are left out.
    /// </summary>
    /// <param name="objects">From <see cref="StationaryMemory.Load"/>.</param>
    /// <param name="time">A moment on the stream's clock.</param>
    /// <param name="now">The same moment as wall time.</param>
    public void Restore(IReadOnlyList<StationaryObject> objects, MediaTime time, DateTimeOffset now)
    {
        foreach (StationaryObject item in objects)
        {
            bool isInView = item.Identity != Guid.Empty && _active.Exists(t => t.Identity == item.Identity);
            if (item.ClassId < _options.Classes.ClassCount && !isInView) _remembered.Restore(item, time, now);
        }
    }

    private void AdvanceSeen(Track track, in ImageView image)
    {
        _judge.Seen(track, _time, image);
        if (track.State == TrackState.Tentative && IsReal(track)) Confirm(track);
    }

    private bool IsReal(Track track)
    {
        if (track.Hits < _options.ConfirmHits) return false;
        float median = track.MedianScore;
        return median >= _options.RealScore || (median >= _options.StartScore && track.HasMoved);
    }

    private void Confirm(Track track)
    {
        track.Confirm();
        if (track.Identity == Guid.Empty && _identify is not null) track.Identity = _identify(track.Start);
    }

    private void AdvanceUnseen(Track track, TimeSpan since, in ScannedArea scanned, in ImageView image)
    {
        if (_time - track.LastSeen > _options.UnseenFor)
        {
            Lose(track);
            return;
        }
        if (!scanned.Covers(track.Box)) return;
        if (_judge.Holds(track, _time, image))
        {
            track.Hold();
            return;
        }
        track.Miss(since);
        if (track.State == TrackState.Tentative)
        {
            if (track.Unseen > _options.TentativeFor) track.Finish(TrackEndReason.Lost);
        }
        else if (track.Unseen > (track.IsStationary ? _options.StationaryLostFor : _options.LostFor)) Lose(track);
        else if (FrameEdge.IsOutside(track.Box)) track.Finish(TrackEndReason.Left);
    }

    private void Lose(Track track)
    {
        if (!track.IsStationary)
        {
            track.Finish(FrameEdge.IsLeaving(track) ? TrackEndReason.Left : TrackEndReason.Lost);
            return;
        }
        track.Finish(TrackEndReason.Lost);
        _remembered.Add(track, _time);
    }

    private void StartTracks(ReadOnlySpan<Detection.Detection> detections, in ImageView image)
    {
        int known = _active.Count;
        foreach (int index in _association.Unmatched())
        {
            ref readonly Detection.Detection detection = ref detections[index];
            if (detection.Score < _options.StartScore || _duplicates.IsTaken(detection) || IsTakenByNew(detection, known)) continue;
            if (_active.Count >= _options.TracksMax)
            {
                RefusedStarts++;
                continue;
            }
            Track track = _pool.Count > 0 ? _pool.Pop() : new Track(_options.Classes.ClassCount);
            track.Begin(++_lastNumber, _time, detection, index);
            if (_remembered.Count > 0 && _remembered.TryContinue(track, _time, _judge, image)) track.Confirm();
            else if (IsReal(track)) Confirm(track);
            _active.Add(track);
        }
    }

    private bool IsTakenByNew(in Detection.Detection detection, int known)
    {
        for (int i = known; i < _active.Count; i++)
            if (_duplicates.IsSameObject(_active[i], detection.ClassId, detection.Box)) return true;
        return false;
    }

    private void EndAll()
    {
        foreach (Track track in _active)
        {
            track.Finish(TrackEndReason.EndOfStream);
            if (track.IsStationary && track.WasConfirmed) _remembered.Add(track, _time);
        }
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
