using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Makes the facts of what rules tell.</summary>
/// <param name="camera">The camera's name on the wire.</param>
/// <param name="card">The model that sees objects.</param>
/// <param name="privacy">What was done to protect people.</param>
/// <param name="commit">Takes the fact to the store without waiting.</param>
internal sealed class RuleReporter(string camera, ModelCard card, EventPrivacy privacy, Action<Fact> commit)
{
    private readonly EventModel _model = new(card.Name, card.Version, card.Sha256);

    /// <summary>Reports; called by the analysing thread.</summary>
    internal void Report(RuleEvent told, in FrameStamp stamp, IReadOnlyList<FactKeyFrame> pictures, string? reduced = null) => commit(new Fact
    {
        Camera = camera,
        Type = told.Counts is null ? RuleKinds.Of(told.Rule.Kind).Type : "count",
        Subject = told.Subject.ToString(),
        Time = told.Wall,
        Urgent = told.Rule.Settings.Severity == Severity.Alarm && told.Counts is null,
        KeyFrames = pictures,
        Data = new EventData
        {
            Frame = new EventFrame(stamp.Wall, stamp.Width, stamp.Height, stamp.Number),
            Model = told.Object is null ? null : _model,
            Object = told.Object is { } seen ? Describe(seen) : null,
            Rule = RuleOf(told.Rule),
            Situation = told.Counts is null ? SituationOf(told) : null,
            Count = told.Counts is { } counts ? CountOf(counts) : null,
            KeyFramesReduced = reduced,
            Privacy = privacy,
        },
    });

    /// <summary>How a rule is named in events.</summary>
    internal static EventRule RuleOf(RuleDefinition rule) =>
        new(rule.Id, rule.Name, RuleKinds.Of(rule.Kind).Name, rule.Hash, rule.Settings.Severity.ToString().ToLowerInvariant());

    private EventObject Describe(RuleObject seen)
    {
        BoundingBox box = seen.Box.ClipToFrame();
        return new EventObject(
            seen.Track, [.. ObjectClass.WireNames(card.Labels[seen.ClassId]).Select(name => new EventClass(name, seen.Score))],
            new EventBox(box.X, box.Y, box.Width, box.Height));
    }

    private static EventSituation SituationOf(RuleEvent told) => new()
    {
        Phase = told.Phase == RulePhase.Once ? null : told.Phase.ToString().ToLowerInvariant(),
        Since = told.Since,
        Track = told.Object is { } seen && seen.Identity != Guid.Empty ? seen.Identity.ToString() : null,
        Other = told.Other?.ToString(),
        State = told.State,
        Point = told.Point is { } point ? new EventPoint(point.X, point.Y) : null,
        Inside = told.Inside,
        Level = told.Level,
        Measure = told.Measure is { } m ? new EventMeasure(m.Name, m.Value, m.Unit.Length == 0 ? null : m.Unit, Rounded(m.Threshold), Rounded(m.RelativeError)) : null,
        EndReason = told.Reason is { } reason ? NameOf(reason) : null,
        Withheld = told.Withheld == 0 ? null : told.Withheld,
    };

    private EventCount CountOf(IntervalCounts counts) => new(
        counts.From, counts.To, TallyOf(counts.All), [.. counts.Classes.Select(TallyOf)]);

    private EventTally TallyOf(ClassCount count) => new(
        count.In, count.Out, count.ClassId < 0 ? null : ObjectClass.WireNames(card.Labels[count.ClassId])[^1], count.Objects, count.Min, count.Max, Rounded(count.Mean));

    private static double? Rounded(double? value) => value is { } v && double.IsFinite(v) ? Math.Round(v, 3, MidpointRounding.AwayFromZero) : null;

    private static string NameOf(GoneReason reason) => reason switch
    {
        GoneReason.EndOfStream => "end-of-stream",
        GoneReason.Resized => "other",
        _ => reason.ToString().ToLowerInvariant(),
    };
}
