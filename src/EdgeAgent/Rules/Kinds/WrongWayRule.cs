using System.Numerics;
using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>
/// Objects that go against the lane: more than 120 degrees off its direction over at least two heights of their box. What a jittering box
/// goes back and forth does not add up, since it is measured from the furthest point along the lane.
/// </summary>
internal sealed class WrongWayRule : ObjectRule<WrongWayState>
{
    private const double CosineMax = -0.5;
    private const double HeightsMin = 2;
    // It goes right again when it has come this far along the lane.
    private const double HeightsBack = 1;
    // After going sideways for so far, direction is measured anew.
    private const double HeightsSideways = 4;

    private readonly RegionWatch _region;
    private readonly Vector2 _lane;
    private int _open;

    internal WrongWayRule(RuleContext context)
        : base(context)
    {
        _region = new RegionWatch(context);
        double angle = context.Settings.Direction!.Value * Math.PI / 180;
        _lane = new Vector2((float)Math.Sin(angle), (float)-Math.Cos(angle));
    }

    internal override string Display => $"{_open} wrong";

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots)
    {
        base.Load(reader, slots);
        foreach (int slot in slots)
            if (StateOf(slot).Wrong.IsOpen) _open++;
    }

    protected override void Step(ObjectSlot slot, ref WrongWayState state, in RuleFrame frame)
    {
        if (!slot.HasStep) return;
        if (!_region.Contains(slot))
        {
            End(slot, ref state, frame, (slot.Time, GoneReason.Over));
            state = default;
            Explain(slot, frame, RuleVerdict.OutsideRegion);
            return;
        }
        Vector2 place = slot.Point(Context.Settings.Reference);
        float height = MathF.Max(slot.Size.Y, 1e-3f);
        if (!state.IsKnown || Vector2.Dot(place - state.Furthest, _lane) >= 0) state = state with { IsKnown = true, Furthest = place };
        Vector2 way = place - state.Furthest;
        double heights = way.Length() / height, cosine = heights > 0 ? Vector2.Dot(way, _lane) / way.Length() : 1;
        if (state.Wrong.IsOpen) GoOn(slot, ref state, frame, place);
        else if (heights >= HeightsSideways && cosine > CosineMax) state.Furthest = place;
        else if (heights >= HeightsMin && cosine <= CosineMax && slot.IsReal) Begin(slot, ref state, frame, place);
        else Explain(slot, frame, heights < HeightsMin ? RuleVerdict.NoMotion : RuleVerdict.WrongDirection, heights, HeightsMin);
    }

    protected override void End(ObjectSlot slot, ref WrongWayState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end)
    {
        if (!state.Wrong.IsOpen) return;
        _open--;
        Close(ref state.Wrong, frame, Describe(slot, state, frame, (RulePhase.Ended, end.At)) with { Reason = end.Reason });
    }

    private void Begin(ObjectSlot slot, ref WrongWayState state, in RuleFrame frame, Vector2 place)
    {
        _open++;
        state.Back = place;
        bool told = Open(ref state.Wrong, frame, slot.Time, Describe(slot, state, frame, (RulePhase.Started, slot.Time)));
        Explain(slot, frame, told ? RuleVerdict.Fired : RuleVerdict.RateLimited);
    }

    private void GoOn(ObjectSlot slot, ref WrongWayState state, in RuleFrame frame, Vector2 place)
    {
        if (Vector2.Dot(place - state.Back, _lane) <= 0) state.Back = place;
        if (Vector2.Dot(place - state.Back, _lane) >= HeightsBack * slot.Size.Y)
        {
            End(slot, ref state, frame, (slot.Time, GoneReason.Over));
            state = new WrongWayState { IsKnown = true, Furthest = place };
            return;
        }
        if (IsUpdateDue(state.Wrong, slot.Time)) Update(ref state.Wrong, frame, Describe(slot, state, frame, (RulePhase.Updated, slot.Time)));
        Explain(slot, frame, RuleVerdict.Lasts);
    }

    private RuleEvent Describe(ObjectSlot slot, in WrongWayState state, in RuleFrame frame, (RulePhase Phase, MediaTime At) told)
    {
        Vector2 way = slot.Point(Context.Settings.Reference) - state.Furthest;
        double off = Math.Acos(Math.Clamp(Vector2.Dot(Vector2.Normalize(way), _lane), -1, 1)) * 180 / Math.PI;
        return Event(frame, told.Phase, told.At, slot) with { Measure = new RuleMeasure("deviation", "deg", double.IsFinite(off) ? off : 0, 120) };
    }
}
