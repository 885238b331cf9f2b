using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Pictures of what rules tell: the object in the frame that told of it, or the scene where there is none. Masked as every picture is.</summary>
/// <param name="encoder">Borrowed.</param>
internal sealed class RulePictures(KeyFrameEncoder encoder)
{
    /// <summary>The pictures of an event: of its beginning only, and of nothing that is merely counted; and what the budget took of them.</summary>
    internal IReadOnlyList<FactKeyFrame> Take(RuleEvent told, in ImageView frame, in FrameStamp stamp, in FrameSight seen, out string? reduced)
    {
        reduced = null;
        bool begins = told.Phase is RulePhase.Started or RulePhase.Enter or RulePhase.Once && told.Counts is null;
        if (!begins || frame.Y.IsEmpty || told.Rule.Settings.Severity == Severity.Info) return [];
        KeyFrameRole role = told.Object is null ? KeyFrameRole.Scene : KeyFrameRole.Subject;
        CropPlan crop = told.Object is { } subject
            ? encoder.PlanAround(subject.Box.ClipToFrame(), role, frame)
            : CropPlan.Whole(frame.Width, frame.Height, encoder.Budget.SideOf(role));
        byte[] jpeg = encoder.Encode(frame, crop, role, stamp, seen).ToArray();
        bool taken = encoder.Budget.TryTake(role, jpeg.Length, stamp.Media, always: told.Rule.Settings.Severity == Severity.Alarm);
        reduced = encoder.Budget.NoteOf(!taken, stamp.Media);
        if (!taken) return [];
        return
        [
            new FactKeyFrame
            {
                Role = MaskingPolicy.WireName(role),
                Jpeg = jpeg,
                Width = crop.Width,
                Height = crop.Height,
                Time = stamp.Wall,
                Masking = encoder.Policy.NameFor(role),
            },
        ];
    }
}
