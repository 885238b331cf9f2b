using System.Numerics;
using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>
/// Things that their owner leaves behind: carried, with owner, unattended (told as a beginning), abandoned (told again), reclaimed. The
/// owner is who was nearest when the thing was first seen; somebody else beside it does not attend it.
/// </summary>
internal sealed class AbandonedRule : ObjectRule<AbandonState>
{
    private const double OwnerDistanceUsual = 1.5;
    // In heights of the person: at birth a thing is at somebody's hand or feet.
    private const double BirthDistance = 1.5;
    private static readonly TimeSpan StillFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DebounceUsual = TimeSpan.FromSeconds(3);

    private readonly RegionWatch _region;
    private readonly TimeSpan _after;
    private readonly TimeSpan _debounce;
    private readonly double _distance;
    private int _left;

    internal AbandonedRule(RuleContext context)
        : base(context)
    {
        _region = new RegionWatch(context);
        _after = context.Settings.After!.Value;
        _debounce = context.Settings.Debounce ?? TimeSpan.FromTicks(Math.Min(DebounceUsual.Ticks, _after.Ticks));
        _distance = context.Settings.OwnerDistance ?? OwnerDistanceUsual;
    }

    internal override string Display => $"{_left} left";

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots)
    {
        base.Load(reader, slots);
        foreach (int slot in slots)
            if (StateOf(slot).Left.IsOpen) _left++;
    }

    protected override void Step(ObjectSlot slot, ref AbandonState state, in RuleFrame frame)
    {
        if (state.Phase == AbandonPhase.Unknown && slot.HasStep) Begin(slot, ref state, frame);
        if (!slot.HasStep) return;
        bool moved = state.Still.Advance(slot);
        if (!_region.Contains(slot))
        {
            Attend(slot, ref state, frame, AbandonPhase.Carried);
            Explain(slot, frame, RuleVerdict.OutsideRegion);
            return;
        }
        bool attended = state.HasOwner ? OwnerIsNear(slot, state, frame) : Nearest(slot, frame, _distance) is not null;
        if (moved) Attend(slot, ref state, frame, AbandonPhase.Carried);
        else if (attended) Attend(slot, ref state, frame, AbandonPhase.WithOwner);
        else if (slot.Time - state.Still.Since >= StillFor) Wait(slot, ref state, frame);
        if (state.Phase is AbandonPhase.Carried or AbandonPhase.WithOwner)
            Explain(slot, frame, state.Phase == AbandonPhase.Carried ? RuleVerdict.WrongDirection : RuleVerdict.BelowLimit, 0, _after.TotalSeconds);
    }

    protected override void End(ObjectSlot slot, ref AbandonState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end)
    {
        if (!state.Left.IsOpen) return;
        _left--;
        // Gone while somebody stood there: it was taken.
        bool taken = end.Reason is GoneReason.Lost or GoneReason.Left && Nearest(slot, frame, _distance) is not null;
        Close(ref state.Left, frame, Describe(slot, state, frame, (RulePhase.Ended, end.At)) with { Reason = taken ? GoneReason.Reclaimed : end.Reason });
    }

    private void Begin(ObjectSlot slot, ref AbandonState state, in RuleFrame frame)
    {
        state.Phase = AbandonPhase.Carried;
        if (Nearest(slot, frame, BirthDistance) is not { } owner) return;
        state.HasOwner = true;
        state.OwnerSlot = owner.Index;
        state.OwnerStart = owner.Start;
    }

    private void Attend(ObjectSlot slot, ref AbandonState state, in RuleFrame frame, AbandonPhase phase)
    {
        if (state.Left.IsOpen) End(slot, ref state, frame, (slot.Time, GoneReason.Reclaimed));
        state.Phase = phase;
        // Who takes it up is its owner from now on.
        if (phase == AbandonPhase.Carried && Nearest(slot, frame, BirthDistance) is { } owner && !OwnerIsNear(slot, state, frame))
            (state.HasOwner, state.OwnerSlot, state.OwnerStart, state.OwnerIdentity) = (true, owner.Index, owner.Start, owner.Identity);
    }

    private void Wait(ObjectSlot slot, ref AbandonState state, in RuleFrame frame)
    {
        if (state.Phase < AbandonPhase.Unattended)
        {
            state.Phase = AbandonPhase.Unattended;
            state.Since = slot.Time;
        }
        TimeSpan alone = slot.Time - state.Since;
        if (!state.Left.IsOpen && alone >= _debounce && slot.IsReal)
        {
            _left++;
            Open(ref state.Left, frame, state.Since, Describe(slot, state, frame, (RulePhase.Started, state.Since + _debounce)));
        }
        if (state.Phase == AbandonPhase.Unattended && alone >= _after && state.Left.IsOpen)
        {
            state.Phase = AbandonPhase.Abandoned;
            Update(ref state.Left, frame, Describe(slot, state, frame, (RulePhase.Updated, state.Since + _after)));
            Explain(slot, frame, RuleVerdict.Fired, alone.TotalSeconds, _after.TotalSeconds);
            return;
        }
        bool waits = state.Phase == AbandonPhase.Unattended;
        Explain(slot, frame, waits ? RuleVerdict.Debounced : RuleVerdict.Lasts, alone.TotalSeconds, _after.TotalSeconds);
    }

    private bool OwnerIsNear(ObjectSlot slot, in AbandonState state, in RuleFrame frame)
    {
        if (!state.HasOwner) return false;
        ObjectSlot owner = frame.Slots[state.OwnerSlot];
        return owner.IsUsed && owner.Start == state.OwnerStart && DistanceOf(slot, owner) <= _distance;
    }

    private ObjectSlot? Nearest(ObjectSlot slot, in RuleFrame frame, double reach)
    {
        ObjectSlot? nearest = null;
        for (int i = 0; i < frame.Slots.Count; i++)
        {
            ObjectSlot person = frame.Slots[i];
            if (!person.IsUsed || !Context.Persons[person.ClassId] || DistanceOf(slot, person) > reach) continue;
            if (nearest is null || DistanceOf(slot, person) < DistanceOf(slot, nearest)) nearest = person;
        }
        return nearest;
    }

    // In heights of the person, from foot to foot: what is carried hangs above the ground, so upright counts half.
    private static double DistanceOf(ObjectSlot thing, ObjectSlot person)
    {
        Vector2 way = thing.Foot - person.Foot;
        return Math.Sqrt((way.X * way.X) + (way.Y * way.Y / 4)) / Math.Max(person.Size.Y, 1e-3);
    }

    private RuleEvent Describe(ObjectSlot slot, in AbandonState state, in RuleFrame frame, (RulePhase Phase, MediaTime At) told) => Event(frame, told.Phase, told.At, slot) with
    {
        State = state.Phase == AbandonPhase.Abandoned ? "abandoned" : "unattended",
        Measure = new RuleMeasure("alone", "s", (told.At - state.Since).TotalSeconds, _after.TotalSeconds),
    };
}
