using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>Objects in a region by interval: how many different ones, least, most and mean at a time, by class.</summary>
internal sealed class CountRule : PresenceRule
{
    private readonly IntervalCounter _counter;

    internal CountRule(RuleContext context)
        : base(context) =>
        _counter = new IntervalCounter(context.Settings.Every!.Value, context.Definition.Classes.Length, isRegion: true);

    internal override void Cease(in RuleFrame frame, GoneReason reason)
    {
        // Before those who are inside go out: they were there to the end.
        if (_counter.Finish(frame) is { } counts) Tell(frame, counts);
        base.Cease(frame, reason);
    }

    internal override void Save(BinaryWriter writer, IReadOnlyList<int> slots)
    {
        base.Save(writer, slots);
        _counter.Save(writer);
    }

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots)
    {
        base.Load(reader, slots);
        _counter.Load(reader);
    }

    protected override void Conclude(in RuleFrame frame)
    {
        if (_counter.Advance(frame) is { } counts) Tell(frame, counts);
    }

    // The class that it came with is the class that it leaves with: classes may flip meanwhile.
    protected override void Enter(ObjectSlot slot, ref PresenceState state, in RuleFrame frame)
    {
        state.Stay.Peak = slot.ClassId;
        _counter.Move(slot.ClassId, isIn: true);
    }

    protected override void Leave(ObjectSlot slot, ref PresenceState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end)
    {
        if (end.Reason != GoneReason.Schedule) _counter.Move((int)state.Stay.Peak, isIn: false);
    }

    private void Tell(in RuleFrame frame, IntervalCounts counts) =>
        TellCounts(Event(frame, RulePhase.Once, frame.Time + (counts.To - frame.Stamp.Wall), null) with
        {
            Wall = counts.To,
            Subject = Context.Identities.Make(counts.To, Context.Definition.Hash, Guid.Empty, counts.From.UtcTicks),
            Counts = counts,
        });
}
