using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>Objects that stand in a region: told when they have parked, again when they stay too long, and when they drive off.</summary>
internal sealed class ParkingRule : ObjectRule<ParkingState>
{
    private readonly RegionWatch _region;
    private readonly TimeSpan _after;
    private int _parked;

    internal ParkingRule(RuleContext context)
        : base(context)
    {
        _region = new RegionWatch(context);
        _after = context.Settings.After!.Value;
    }

    internal override string Display => $"{_parked} parked";

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots)
    {
        base.Load(reader, slots);
        foreach (int slot in slots)
            if (StateOf(slot).Stay.IsOpen) _parked++;
    }

    protected override void Step(ObjectSlot slot, ref ParkingState state, in RuleFrame frame)
    {
        if (!slot.HasStep) return;
        bool isInside = _region.Contains(slot);
        if (state.Still.Advance(slot) || !isInside) Go(slot, ref state, frame);
        if (!isInside)
        {
            Explain(slot, frame, RuleVerdict.OutsideRegion);
            return;
        }
        TimeSpan stood = slot.Time - state.Still.Since;
        if (!state.Stay.IsOpen && stood >= _after && slot.IsReal) Park(slot, ref state, frame);
        if (!state.Stay.IsOpen)
        {
            Explain(slot, frame, slot.IsReal ? RuleVerdict.BelowLimit : RuleVerdict.BelowScore, stood.TotalSeconds, _after.TotalSeconds);
            return;
        }
        Explain(slot, frame, RuleVerdict.Lasts, stood.TotalSeconds, _after.TotalSeconds);
        if (!state.IsOver && Context.Settings.StayMax is { } most && stood >= most)
        {
            state.IsOver = true;
            Update(ref state.Stay, frame, Describe(slot, state, frame, (RulePhase.Updated, state.Still.Since + most)));
        }
        else if (IsUpdateDue(state.Stay, slot.Time))
        {
            Update(ref state.Stay, frame, Describe(slot, state, frame, (RulePhase.Updated, slot.Time)));
        }
    }

    protected override void End(ObjectSlot slot, ref ParkingState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end)
    {
        if (!state.Stay.IsOpen) return;
        _parked--;
        Close(ref state.Stay, frame, Describe(slot, state, frame, (RulePhase.Ended, end.At)) with { Reason = end.Reason });
        state.IsOver = false;
    }

    private void Park(ObjectSlot slot, ref ParkingState state, in RuleFrame frame)
    {
        _parked++;
        bool told = Open(ref state.Stay, frame, state.Still.Since, Describe(slot, state, frame, (RulePhase.Started, state.Still.Since + _after)));
        Explain(slot, frame, told ? RuleVerdict.Fired : RuleVerdict.RateLimited);
    }

    private void Go(ObjectSlot slot, ref ParkingState state, in RuleFrame frame)
    {
        StillState still = state.Still;
        // It has stood from its anchor to the place before this one.
        if (state.Stay.IsOpen) End(slot, ref state, frame, (slot.PreviousTime, GoneReason.Over));
        state = new ParkingState { Still = still };
        if (!_region.Contains(slot)) state.Still.IsKnown = false;
    }

    private RuleEvent Describe(ObjectSlot slot, in ParkingState state, in RuleFrame frame, (RulePhase Phase, MediaTime At) told) => Event(frame, told.Phase, told.At, slot) with
    {
        State = state.IsOver ? "overstay" : "parked",
        Measure = new RuleMeasure("stay", "s", (told.At - (state.Stay.IsOpen ? state.Stay.Since : state.Still.Since)).TotalSeconds, (state.IsOver ? Context.Settings.StayMax : _after)?.TotalSeconds),
    };
}
