using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// One object followed through time. Owned by its <see cref="Tracker"/>, which reuses it: valid until the Update after the one in
/// which it ended. Copy what is needed for longer.
/// </summary>
public sealed class Track
{
    // For how long an object that is not seen is taken to go on as it went.
    private static readonly TimeSpan SteadyFor = TimeSpan.FromSeconds(1);
    // An object comes in over the edge in this time; detectors leave a small gap at the edge.
    private static readonly TimeSpan EntryTime = TimeSpan.FromSeconds(0.6);
    private const float EdgeParts = 0.01f;
    private const float MovedParts = 0.5f;

    private readonly TrackPath _path = new();
    private readonly float[] _scoreSums;
    private BoxFilter _filter;
    private ScoreHistory _scores;

    // What is not believed after this long (a stone at the score of a person) is looked at like all others.
    private static readonly TimeSpan YoungFor = TimeSpan.FromSeconds(1);

    internal Track(int classCount) => _scoreSums = new float[classCount];

    /// <summary>From 1; never given twice by one tracker.</summary>
    public int Number { get; private set; }

    /// <summary>
    /// The object's name for the world, given when the track becomes real; empty until then, and if the tracker has no way to make
    /// one. A track that continues a remembered stationary object has that object's identity; no two objects ever share one.
    /// </summary>
    public Guid Identity { get; internal set; }

    /// <summary>True if it continues a stationary object that was known before it (see <see cref="StationaryMemory"/>): not news.</summary>
    public bool Continues { get; internal set; }

    /// <summary>When it was first seen.</summary>
    public MediaTime Start { get; private set; }

    /// <summary>When it was last seen.</summary>
    public MediaTime LastSeen { get; private set; }

    /// <summary>The update in which it was given up; until then the newest update. Not earlier than <see cref="LastSeen"/>.</summary>
    public MediaTime End { get; private set; }

    /// <summary>How long it was looked for and not found since it was last seen. Time in which nobody looked does not count.</summary>
    public TimeSpan Unseen { get; private set; }

    /// <summary>Its filtered box; a prediction while it is not seen, in which case it may lie partly outside the frame.</summary>
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

    /// <summary>True while it stays in one place: its box is stable, and its picture too where the tracker is given pictures.</summary>
    public bool IsStationary => Stillness.IsStationary;

    /// <summary>Since when it has been in its place; before <see cref="Start"/> if it continues a remembered object. Null while it moves.</summary>
    public MediaTime? StationarySince => Stillness.IsStationary ? Stillness.Since : null;

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

    /// <summary>Median of its newest scores, 0 for a look that did not find it.</summary>
    internal float MedianScore => _scores.Median();

    /// <summary>True once its foot point was half its size away from where it began.</summary>
    internal bool HasMoved { get; private set; }

    /// <summary>Whether and since when it stays in its place.</summary>
    internal Stillness Stillness { get; } = new();

    internal void Begin(int number, MediaTime time, in Detection.Detection detection, int detectionIndex)
    {
        Number = number;
        Identity = Guid.Empty;
        Continues = false;
        Start = time;
        Score = 0;
        Hits = 0;
        State = TrackState.Tentative;
        EndReason = TrackEndReason.None;
        WasConfirmed = false;
        HasMoved = false;
        DuplicateSince = null;
        ClassId = detection.ClassId;
        Array.Clear(_scoreSums);
        _scores = default;
        _path.Clear();
        _filter = default;
        _filter.Start(detection.Box);
        Box = _filter.Box;
        Stillness.Begin(Box, time);
        Count(time, detection, detectionIndex);
    }

    internal void Predict(MediaTime time)
    {
        double seconds = (time - End).TotalSeconds;
        if (seconds > 0) _filter.Predict(seconds, IsFading(time));
        End = time;
        Box = _filter.Box;
        DetectionIndex = -1;
    }

    /// <summary>Takes a detection.</summary>
    /// <param name="time">Of the frame.</param>
    /// <param name="detection">What was detected.</param>
    /// <param name="detectionIndex">Its place in the caller's order.</param>
    /// <param name="box">Its box, with what is hidden of the object put back.</param>
    internal void Match(MediaTime time, in Detection.Detection detection, int detectionIndex, in BoundingBox box)
    {
        bool enters = box.X <= EdgeParts || box.Right >= 1 - EdgeParts;
        if (enters && time - Start <= EntryTime) _filter.Loosen(box);
        _filter.Correct(box, detection.Score);
        Box = _filter.Box;
        Count(time, detection, detectionIndex);
        if (State == TrackState.Lost) State = TrackState.Confirmed;
    }

    /// <summary>It was looked for in this update and not found; the time since the update before was spent on that.</summary>
    internal void Miss(TimeSpan since)
    {
        _scores.Add(0);
        Unseen += since;
        if (State == TrackState.Confirmed) State = TrackState.Lost;
    }

    /// <summary>Something else than a detection tells that it is still there.</summary>
    internal void Hold()
    {
        Unseen = TimeSpan.Zero;
        if (State == TrackState.Lost) State = TrackState.Confirmed;
    }

    internal void Confirm()
    {
        State = TrackState.Confirmed;
        WasConfirmed = true;
    }

    internal void Finish(TrackEndReason reason)
    {
        State = TrackState.Ended;
        EndReason = reason;
    }

    /// <summary>Where it is expected a while after the newest update.</summary>
    internal RegionHint Expect(TimeSpan ahead)
    {
        BoxFilter filter = _filter;
        double seconds = ahead.TotalSeconds;
        if (seconds > 0) filter.Predict(seconds, IsFading(End + ahead));
        return new RegionHint(filter.Box, IsStationary && Unseen == TimeSpan.Zero, Unseen, State == TrackState.Tentative && Age < YoungFor);
    }

    private bool IsFading(MediaTime time) => State == TrackState.Lost || IsStationary || time - LastSeen > SteadyFor;

    private void Count(MediaTime time, in Detection.Detection detection, int detectionIndex)
    {
        LastSeen = time;
        End = time;
        Unseen = TimeSpan.Zero;
        DetectionIndex = detectionIndex;
        Hits++;
        _scores.Add(detection.Score);
        Score = MathF.Max(Score, detection.Score);
        _scoreSums[detection.ClassId] += detection.Score;
        // On equal sums the class it already has stays.
        if (_scoreSums[detection.ClassId] > _scoreSums[ClassId]) ClassId = detection.ClassId;
        PathPoint first = _path.Points.Length > 0 ? _path.Points[0] : new PathPoint(time, Box.CenterX, Box.Bottom);
        HasMoved |= MathF.Max(MathF.Abs(Box.CenterX - first.X), MathF.Abs(Box.Bottom - first.Y)) >= MovedParts * (Box.Width + Box.Height) / 2;
        _path.Add(new PathPoint(time, Box.CenterX, Box.Bottom));
    }
}
