using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Geometry;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>
/// Who is in a region: in when inside for three frames' worth of time, out when outside for as long; both are dated back to the border.
/// </summary>
internal abstract class PresenceRule : ObjectRule<PresenceState>
{
    // Three frames at 12 a second.
    private static readonly TimeSpan DebounceUsual = TimeSpan.FromSeconds(0.25);

    private readonly RegionWatch _region;
    private readonly TimeSpan _debounce;

    protected PresenceRule(RuleContext context)
        : base(context)
    {
        _region = new RegionWatch(context);
        _debounce = context.Settings.Debounce ?? DebounceUsual;
    }

    /// <summary>Objects inside.</summary>
    protected int Inside { get; private set; }

    internal override string Display => $"{Inside} inside";

    internal override void Save(BinaryWriter writer, IReadOnlyList<int> slots)
    {
        base.Save(writer, slots);
        writer.Write(Inside);
    }

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots)
    {
        base.Load(reader, slots);
        Inside = reader.ReadInt32();
    }

    /// <summary>An object has come in.</summary>
    protected abstract void Enter(ObjectSlot slot, ref PresenceState state, in RuleFrame frame);

    /// <summary>An object has gone out.</summary>
    protected abstract void Leave(ObjectSlot slot, ref PresenceState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end);

    protected override void Step(ObjectSlot slot, ref PresenceState state, in RuleFrame frame)
    {
        if (!slot.HasStep) return;
        foreach (WalkPart part in _region.Walk(slot, !state.IsKnown)) Advance(slot, ref state, frame, part);
        if (!state.IsRawInside && !state.IsInside) Explain(slot, frame, slot.IsNew ? RuleVerdict.NoMotion : RuleVerdict.OutsideRegion);
    }

    protected override void End(ObjectSlot slot, ref PresenceState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end)
    {
        if (!state.IsInside) return;
        // Already outside, only not for long enough to be told.
        if (!state.IsRawInside) end.At = state.RawSince;
        GoOut(slot, ref state, frame, end);
    }

    private void Advance(ObjectSlot slot, ref PresenceState state, in RuleFrame frame, in WalkPart part)
    {
        if (!state.IsKnown || part.Inside != state.IsRawInside)
        {
            state.IsKnown = true;
            state.IsRawInside = part.Inside;
            state.RawSince = slot.Within(part.From);
        }
        if (state.IsRawInside == state.IsInside)
        {
            if (state.IsInside) Explain(slot, frame, RuleVerdict.Lasts, (frame.Time - state.InsideSince).TotalSeconds);
            return;
        }
        TimeSpan held = slot.Within(part.To) - state.RawSince;
        if (!slot.IsReal || held < _debounce)
        {
            Explain(slot, frame, slot.IsReal ? RuleVerdict.Debounced : RuleVerdict.BelowScore, held.TotalSeconds, _debounce.TotalSeconds);
            return;
        }
        if (!state.IsRawInside)
        {
            GoOut(slot, ref state, frame, (state.RawSince, GoneReason.Over));
            return;
        }
        Inside++;
        state.IsInside = true;
        state.InsideSince = state.RawSince;
        Enter(slot, ref state, frame);
        Explain(slot, frame, RuleVerdict.Fired);
    }

    private void GoOut(ObjectSlot slot, ref PresenceState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end)
    {
        Inside--;
        state.IsInside = false;
        Leave(slot, ref state, frame, end);
    }
}
