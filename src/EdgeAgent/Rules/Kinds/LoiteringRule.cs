using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Geometry;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>Objects that stay in a region: time inside adds up, and short exits do not begin it anew.</summary>
internal sealed class LoiteringRule : ObjectRule<LoiterState>
{
    private static readonly TimeSpan GraceUsual = TimeSpan.FromSeconds(5);

    private readonly RegionWatch _region;
    private readonly TimeSpan _after;
    private readonly TimeSpan _grace;
    private int _open;

    internal LoiteringRule(RuleContext context)
        : base(context)
    {
        _region = new RegionWatch(context);
        _after = context.Settings.After!.Value;
        _grace = context.Settings.Grace ?? GraceUsual;
    }

    internal override string Display => $"{_open} loiter";

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots)
    {
        base.Load(reader, slots);
        foreach (int slot in slots)
            if (StateOf(slot).Stay.IsOpen) _open++;
    }

    protected override void Step(ObjectSlot slot, ref LoiterState state, in RuleFrame frame)
    {
        if (!slot.HasStep) return;
        bool isFirst = !state.IsKnown;
        state.IsKnown = true;
        foreach (WalkPart part in _region.Walk(slot, isFirst)) Advance(slot, ref state, frame, part);
        if (IsUpdateDue(state.Stay, slot.Time)) Update(ref state.Stay, frame, Describe(slot, state, frame, (RulePhase.Updated, slot.Time)));
        if (state.Stay.IsOpen) Explain(slot, frame, RuleVerdict.Lasts, Dwell(state), _after.TotalSeconds);
        else if (state.DwellTicks == 0) Explain(slot, frame, RuleVerdict.OutsideRegion);
        else Explain(slot, frame, slot.IsReal ? RuleVerdict.BelowLimit : RuleVerdict.BelowScore, Dwell(state), _after.TotalSeconds);
    }

    protected override void End(ObjectSlot slot, ref LoiterState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end)
    {
        if (!state.Stay.IsOpen) return;
        _open--;
        MediaTime at = state.OutTicks > 0 ? state.LastInside : end.At;
        Close(ref state.Stay, frame, Describe(slot, state, frame, (RulePhase.Ended, at)) with { Reason = end.Reason });
    }

    private void Advance(ObjectSlot slot, ref LoiterState state, in RuleFrame frame, in WalkPart part)
    {
        MediaTime from = slot.Within(part.From), to = slot.Within(part.To);
        long ticks = (to - from).Ticks;
        if (!part.Inside)
        {
            state.OutTicks += ticks;
            if (state.DwellTicks == 0 || state.OutTicks <= _grace.Ticks) return;
            End(slot, ref state, frame, (state.LastInside, GoneReason.Over));
            state = new LoiterState { IsKnown = true };
            return;
        }
        if (state.DwellTicks == 0) state.Since = from;
        state.OutTicks = 0;
        state.DwellTicks += ticks;
        state.LastInside = to;
        if (state.Stay.IsOpen || !slot.IsReal || state.DwellTicks < _after.Ticks) return;
        // At the moment itself, not at the frame that noticed it; a track that was believed late cannot be told earlier than it began.
        MediaTime at = to + TimeSpan.FromTicks(_after.Ticks - state.DwellTicks);
        _open++;
        RuleEvent started = Describe(slot, state, frame, (RulePhase.Started, at)) with { Measure = Measure(_after.TotalSeconds) };
        bool told = Open(ref state.Stay, frame, state.Since, started);
        Explain(slot, frame, told ? RuleVerdict.Fired : RuleVerdict.RateLimited, _after.TotalSeconds, _after.TotalSeconds);
    }

    private RuleEvent Describe(ObjectSlot slot, in LoiterState state, in RuleFrame frame, (RulePhase Phase, MediaTime At) told) =>
        Event(frame, told.Phase, told.At, slot) with { Measure = Measure(Dwell(state)) };

    private RuleMeasure Measure(double seconds) => new("dwell", "s", seconds, _after.TotalSeconds);

    private static double Dwell(in LoiterState state) => TimeSpan.FromTicks(state.DwellTicks).TotalSeconds;
}
