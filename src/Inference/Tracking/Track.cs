using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// One object followed through time. Owned by its <see cref="Tracker"/>, which reuses it: valid until the Update after the one in
/// which it ended. Copy what is needed for longer.
/// </summary>
public sealed class Track
{
    private readonly TrackPath _path = new();
    private readonly float[] _scoreSums;
    private BoxFilter _filter;

    internal Track(int classCount) => _scoreSums = new float[classCount];

    /// <summary>From 1; never given twice by one tracker.</summary>
    public int Number { get; private set; }

    /// <summary>When it was first seen.</summary>
    public MediaTime Start { get; private set; }

    /// <summary>When it was last seen.</summary>
    public MediaTime LastSeen { get; private set; }

    /// <summary>The update in which it was given up; until then the newest update. Not earlier than <see cref="LastSeen"/>.</summary>
    public MediaTime End { get; private set; }

    /// <summary>Its filtered box; a prediction while it is lost, in which case it may lie partly outside the frame.</summary>
    public BoundingBox Box { get; private set; }

    /// <summary>Velocity of the box's centre, in parts of the frame's width per second.</summary>
    public float VelocityX => _filter.VelocityX;

    /// <summary>Velocity of the box's centre, in parts of the frame's height per second.</summary>
    public float VelocityY => _filter.VelocityY;

    /// <summary>The class with the largest sum of scores; it always stays in one group of <see cref="Detection.ClassGroups"/>.</summary>
    public int ClassId { get; private set; }

    /// <summary>Best score of any of its detections.</summary>
    public float Score { get; private set; }

    /// <summary>Sum of the scores of its detections, index by class id.</summary>
    public ReadOnlySpan<float> ScoreSums => _scoreSums;

    /// <summary>In how many updates it was seen.</summary>
    public int Hits { get; private set; }

    /// <summary>Where it stands in its life.</summary>
    public TrackState State { get; private set; }

    /// <summary>Why it ended.</summary>
    public TrackEndReason EndReason { get; private set; }

    /// <summary>Index of the detection matched in the newest update, in the caller's order; -1 if none.</summary>
    public int DetectionIndex { get; private set; } = -1;

    /// <summary>Foot points, oldest first, at most 64; the first and the last time it was seen are always among them.</summary>
    public ReadOnlySpan<PathPoint> Path => _path.Points;

    /// <summary>From the first to the last time it was seen.</summary>
    public TimeSpan Age => LastSeen - Start;

    /// <summary>True once it was believed, also when it is over.</summary>
    internal bool WasConfirmed { get; private set; }

    /// <summary>Since when it lies on an older track; null if it does not.</summary>
    internal MediaTime? DuplicateSince { get; set; }

    internal void Begin(int number, MediaTime time, in Detection.Detection detection, int detectionIndex)
    {
        Number = number;
        Start = time;
        Score = 0;
        Hits = 0;
        State = TrackState.Tentative;
        EndReason = TrackEndReason.None;
        WasConfirmed = false;
        DuplicateSince = null;
        ClassId = detection.ClassId;
        Array.Clear(_scoreSums);
        _path.Clear();
        _filter = default;
        _filter.Start(detection.Box);
        Box = _filter.Box;
        Count(time, detection, detectionIndex);
    }

    internal void Predict(MediaTime time)
    {
        double seconds = (time - End).TotalSeconds;
        if (seconds > 0) _filter.Predict(seconds, State == TrackState.Lost);
        End = time;
        Box = _filter.Box;
        DetectionIndex = -1;
    }

    internal void Match(MediaTime time, in Detection.Detection detection, int detectionIndex)
    {
        _filter.Correct(detection.Box, detection.Score);
        Box = _filter.Box;
        Count(time, detection, detectionIndex);
        if (State == TrackState.Lost) State = TrackState.Confirmed;
    }

    internal void Confirm()
    {
        State = TrackState.Confirmed;
        WasConfirmed = true;
    }

    internal void Lose() => State = TrackState.Lost;

    internal void Finish(TrackEndReason reason)
    {
        State = TrackState.Ended;
        EndReason = reason;
    }

    private void Count(MediaTime time, in Detection.Detection detection, int detectionIndex)
    {
        LastSeen = time;
        End = time;
        DetectionIndex = detectionIndex;
        Hits++;
        Score = MathF.Max(Score, detection.Score);
        _scoreSums[detection.ClassId] += detection.Score;
        // On equal sums the class it already has stays.
        if (_scoreSums[detection.ClassId] > _scoreSums[ClassId]) ClassId = detection.ClassId;
        _path.Add(new PathPoint(time, Box.CenterX, Box.Bottom));
    }
}
