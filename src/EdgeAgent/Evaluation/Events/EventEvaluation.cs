using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Replay;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Kinds;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>Replays clips with the rules that look for what a person saw in them, and compares.</summary>
/// <param name="vision">Detectors; borrowed.</param>
/// <param name="regions">Where they look.</param>
/// <param name="context">Progress and the wish to end.</param>
internal sealed class EventEvaluation(CameraVision vision, RegionMode regions, EvaluationContext context)
{
    private const float ThingScoreMin = 0.3f;
    // A crowd is not known in the first frame: its tracks must be believed.
    private const double CrowdSettleSeconds = 2;

    private readonly List<EventScore> _scores = [];
    private readonly List<CrowdCount> _counts = [];
    private readonly List<string> _missing = [];

    /// <summary>Replays every clip that has something to compare.</summary>
    internal EventResult Run(string folder, IReadOnlyList<ClipTruth> clips)
    {
        foreach (ClipTruth truth in clips)
        {
            context.Stop.ThrowIfCancellationRequested();
            string path = Path.Combine(folder, truth.Clip);
            if (File.Exists(path)) Look(path, truth);
            else _missing.Add(truth.Clip);
            context.Step();
        }
        return new EventResult(_scores, _counts, _missing);
    }

    private void Look(string path, ClipTruth truth)
    {
        ClipCase?[] cases =
        [
            ClipCases.Crossings(truth), ClipCases.Stays(truth), truth.Things is null ? null : ClipCases.Things(truth, FindThings(path)),
        ];
        foreach (ClipCase item in cases.OfType<ClipCase>()) Score(path, truth, item);
        if (truth.Counts is { } counts) Count(path, truth, counts);
    }

    private void Score(string path, ClipTruth truth, ClipCase item)
    {
        List<Fact> facts = [];
        List<double> seconds = [];
        using ReplayRun run = Replay(path, truth, item.Rules, facts.Add);
        run.Run((in ImageView _, in FrameStamp stamp, in FrameSight _) => seconds.Add(stamp.Media.Seconds), context.Stop);
        List<FoundEvent> found = [];
        foreach (Fact fact in facts)
        {
            if (item.Read(fact) is not { } what) continue;
            // The end of the clip is no event: nobody left.
            if (fact.Data.Situation?.EndReason == "end-of-stream") continue;
            found.Add(new FoundEvent(what, FrameOf((fact.Time - ReplayOptions.StartUsual).TotalSeconds, seconds)));
        }
        _scores.Add(EventScore.Of(truth.Clip, item.Kind, item.Expected, found));
    }

    // Between two frames a part of one: rules date to the moment.
    private static double FrameOf(double second, List<double> seconds)
    {
        int place = seconds.BinarySearch(second);
        if (place >= 0) return place;
        int after = ~place;
        if (after == 0 || after == seconds.Count) return Math.Clamp(after, 0, seconds.Count - 1);
        return after - 1 + ((second - seconds[after - 1]) / (seconds[after] - seconds[after - 1]));
    }

    private void Count(string path, ClipTruth truth, IReadOnlyDictionary<string, int> counts)
    {
        RuleSettings crowd = new() { Name = "crowd", Kind = RuleKind.Crowd, Levels = [1000], Debounce = TimeSpan.Zero };
        using ReplayRun run = Replay(path, truth, [crowd], static _ => { });
        Dictionary<long, int> counted = [];
        Dictionary<long, double> seconds = [];
        run.Run(
            (in ImageView _, in FrameStamp stamp, in FrameSight _) =>
            {
                counted[stamp.Number] = ((CrowdRule)run.Rules.Engine.Rules[0]).Inside;
                seconds[stamp.Number] = stamp.Media.Seconds;
            },
            context.Stop);
        foreach ((string key, int expected) in counts)
        {
            long frame = long.Parse(key, System.Globalization.CultureInfo.InvariantCulture);
            long settled = counted.Keys.Where(n => n >= frame && seconds[n] >= CrowdSettleSeconds).DefaultIfEmpty(counted.Keys.Max()).Min();
            _counts.Add(new CrowdCount(truth.Clip, frame, expected, counted[settled]));
        }
    }

    private ReplayRun Replay(string path, ClipTruth truth, IReadOnlyList<RuleSettings> rules, Action<Fact> commit)
    {
        CameraSettings camera = new()
        {
            Name = "eval",
            Source = VideoSource.Parse(path),
            Classes = ObjectClass.TrackedByDefault,
            Regions = regions,
            View = truth.IsFromAbove ? CameraView.Overhead : CameraView.Usual,
            Rules = new CameraRules(rules),
        };
        return new ReplayRun(camera, vision, new ReplayOptions(ReplayOptions.StartUsual), commit);
    }

    // Where things stand is found as a person who sets the rule would: by looking at the first picture.
    private List<BoundingBox> FindThings(string path)
    {
        using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(path), new VideoDecoderOptions(), context.Time, context.Stop);
        using DecodedFrame frame = new();
        if (decoder.Read(frame) != DecodeResult.Frame) return [];
        Detection[] buffer = new Detection[512];
        int label = vision.Whole.Card.Labels.ToList().IndexOf(ClipCases.ThingLabel), count = vision.Whole.Detect(frame.View, buffer);
        return [.. buffer.Take(count).Where(d => d.ClassId == label && d.Score >= ThingScoreMin).Select(d => d.Box).OrderBy(b => b.X)];
    }
}
