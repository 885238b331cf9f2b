using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Compares how many persons are followed in certain frames of a clip with how many a person counted.</summary>
/// <param name="detector">Looks at the frames, all of them: the tracker needs each.</param>
/// <param name="card">Its model, which must know persons.</param>
/// <param name="context">Report, progress, clock.</param>
internal sealed class CountEvaluation(TiledDetector detector, ModelCard card, EvaluationContext context)
{
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
        for (; number <= last && decoder.Read(frame) == DecodeResult.Frame; number++)
        {
            context.Stop.ThrowIfCancellationRequested();
            long start = context.Time.GetTimestamp();
            ReadOnlySpan<Detection> found = detector.Find(frame.View);
            _milliseconds.Add(context.Time.GetElapsedTime(start).TotalMilliseconds);
            List<Detection> persons = [];
            foreach (ref readonly Detection d in found)
                if (d.ClassId == _person) persons.Add(d);
            tracker.Update(frame.Time, [.. persons]);
            if (truth.TryGetValue(number, out int expected)) Compare(frame, expected, persons, tracker.Active);
            context.Step();
        }
        if (number <= last) throw new TruthException(truthFile, null, $"it counts frame {last}, and {clip} has only {number} frames");
        return new CountResult(card.Name, _counts, number, Figures.Median(_milliseconds));
    }

    private void Compare(DecodedFrame frame, int expected, List<Detection> persons, IReadOnlyList<Track> tracks)
    {
        Track[] followed = [.. tracks.Where(t => t.State == TrackState.Confirmed && t.DetectionIndex >= 0)];
        int detected = persons.Count(p => p.Score >= card.ScoreThreshold);
        _counts.Add(new FrameCount(frame.Number, expected, followed.Length, detected));
        if (followed.Length == expected || context.Page is null) return;
        LabelledBox[] boxes = [.. followed.Select(t => new LabelledBox(t.Box, TrackOverlay.Label($"#{t.Number}", persons[t.DetectionIndex].Score), BoxColors.Found))];
        float aspect = frame.Width / (float)frame.Height;
        IEnumerable<BoundingBox> heads = persons.Where(p => p.Score >= HeadRegion.PersonScoreMin).Select(p => p.Box).Concat(tracks.Select(t => t.Box));
        context.Page.AddFailure(frame.View, new FailurePicture(
            $"frame {frame.Number}", $"{followed.Length} followed, {expected} counted by a person", boxes, [.. heads.Select(h => HeadRegion.Of(h, aspect))]));
    }
}
