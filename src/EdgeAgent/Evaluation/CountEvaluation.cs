using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Compares how many persons are followed in certain frames of a clip with how many a person counted.</summary>
/// <param name="look">Is given every frame: the tracker needs each.</param>
/// <param name="card">The model behind it, which must know persons.</param>
/// <param name="context">Report, progress, clock.</param>
internal sealed class CountEvaluation(FrameLook look, ModelCard card, EvaluationContext context)
{
    private const int DetectionsMax = 1000;
    private const int HintsMax = 128;

    private readonly Detection[] _detections = new Detection[DetectionsMax];
    private readonly RegionHint[] _hints = new RegionHint[HintsMax];
    private readonly int _person = card.Labels.ToList().IndexOf("person");
    private readonly List<FrameCount> _counts = [];
    private readonly List<double> _milliseconds = [];

    internal TrackerOptions Options { get; init; } = new() { Classes = ClassGroups.FromLabels(card.Labels) };

    /// <summary>Counts.</summary>
    /// <exception cref="VideoSourceException">The clip cannot be opened or decoded.</exception>
    /// <exception cref="TruthException">The clip ends before the last frame that was counted by a person.</exception>
    internal CountResult Run(string clip, string truthFile, SortedDictionary<long, int> truth)
    {
        using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(clip), new VideoDecoderOptions(), context.Time, context.Stop);
        using DecodedFrame frame = new();
        Tracker tracker = new(Options);
        long last = truth.Keys.Last(), number = 0;
        MediaTime before = MediaTime.Zero;
        for (; number <= last && decoder.Read(frame) == DecodeResult.Frame; number++)
        {
            context.Stop.ThrowIfCancellationRequested();
            List<Detection> persons = Analyse(frame, number == 0 ? TimeSpan.Zero : frame.Time - before, tracker);
            before = frame.Time;
            if (truth.TryGetValue(number, out int expected)) Compare(frame, expected, persons, tracker.Active);
            context.Step();
        }
        if (number <= last) throw new TruthException(truthFile, null, $"it counts frame {last}, and {clip} has only {number} frames");
        return new CountResult(card.Name, _counts, number, _milliseconds.Average());
    }

    private List<Detection> Analyse(DecodedFrame frame, TimeSpan step, Tracker tracker)
    {
        int hints = tracker.WriteHints(step, _hints);
        long start = context.Time.GetTimestamp();
        int count = look(frame.View, frame.Time, _hints.AsSpan(0, hints), _detections, out ScannedArea scanned);
        _milliseconds.Add(context.Time.GetElapsedTime(start).TotalMilliseconds);
        List<Detection> persons = [];
        foreach (ref readonly Detection d in _detections.AsSpan(0, count))
            if (d.ClassId == _person) persons.Add(d);
        tracker.Update(frame.Time, [.. persons], scanned, frame.View);
        return persons;
    }

    private void Compare(DecodedFrame frame, int expected, List<Detection> persons, IReadOnlyList<Track> tracks)
    {
        Track[] followed = [.. tracks.Where(t => t.State == TrackState.Confirmed)];
        int detected = persons.Count(p => p.Score >= card.ScoreThreshold);
        _counts.Add(new FrameCount(frame.Number, expected, followed.Length, detected));
        if (followed.Length == expected || context.Page is null) return;
        LabelledBox[] boxes =
            [.. followed.Select(t => new LabelledBox(t.Box, TrackOverlay.Label($"#{t.Number}", t.Score), BoxColors.Found))];
        float aspect = frame.Width / (float)frame.Height;
        IEnumerable<BoundingBox> heads =
            persons.Where(p => p.Score >= HeadRegion.PersonScoreMin).Select(p => p.Box).Concat(tracks.Select(t => t.Box));
        context.Page.AddFailure(frame.View, new FailurePicture(
            $"frame {frame.Number}", $"{followed.Length} followed, {expected} counted by a person", boxes,
                [.. heads.Select(h => HeadRegion.Of(h, aspect))]));
    }
}
