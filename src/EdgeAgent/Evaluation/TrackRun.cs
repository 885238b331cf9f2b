using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Gives detections of a sequence to the tracker, and takes down where it sees its objects.</summary>
/// <param name="options">Of the tracker.</param>
/// <param name="fromStart">
/// Take down a track also in the frames before it was confirmed, as the recorded event has it; else only what was known in each frame.
/// </param>
/// <param name="frame">Size of the pictures and their rate.</param>
internal sealed class TrackRun(TrackerOptions options, bool fromStart, SequenceFrame frame)
{
    private const int Person = 0;

    private readonly List<MotRow> _rows = [];
    private readonly Dictionary<int, List<MotRow>> _tentative = [];
    private readonly List<double> _milliseconds = [];

    /// <summary>Milliseconds of each frame, in the order of the frames.</summary>
    internal IReadOnlyList<double> Milliseconds => _milliseconds;

    /// <summary>Follows persons through a sequence.</summary>
    /// <param name="detections">Any order.</param>
    /// <param name="frames">Length of the sequence.</param>
    /// <param name="time">The clock by which the tracker is timed.</param>
    internal IReadOnlyList<MotRow> Follow(IReadOnlyList<MotRow> detections, int frames, TimeProvider time)
    {
        ILookup<int, MotRow> byFrame = detections.ToLookup(d => d.Frame);
        Tracker tracker = new(options);
        for (int number = 1; number <= frames; number++)
        {
            Detection[] seen = [.. byFrame[number].Select(d => new Detection(
                d.Box.ToParts(frame.Width, frame.Height).ClipToFrame(), (float)Math.Clamp(d.Confidence, 0, 1), Person))];
            long start = time.GetTimestamp();
            tracker.Update(new MediaTime((long)((number - 1) / frame.FramesPerSecond * 1e9)), seen);
            _milliseconds.Add(time.GetElapsedTime(start).TotalMilliseconds);
            foreach (Track track in tracker.Active) TakeDown(track, number);
        }
        return _rows;
    }

    private void TakeDown(Track track, int number)
    {
        if (track.DetectionIndex < 0) return;
        MotRow row = new(number, track.Number, PixelBoxOf(track.Box), 1, MotFile.Pedestrian);
        if (track.State == TrackState.Confirmed)
        {
            if (_tentative.Remove(track.Number, out List<MotRow>? before)) _rows.AddRange(before);
            _rows.Add(row);
        }
        else if (fromStart && track.State == TrackState.Tentative)
        {
            if (!_tentative.TryGetValue(track.Number, out List<MotRow>? rows)) _tentative[track.Number] = rows = [];
            rows.Add(row);
        }
    }

    private PixelBox PixelBoxOf(in BoundingBox box) => PixelBox.Of(box, frame.Width, frame.Height);
}
