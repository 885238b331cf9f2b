using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>Objects that enter and leave a region, with how many are inside.</summary>
internal sealed class ZoneRule(RuleContext context) : PresenceRule(context)
{
    protected override void Enter(ObjectSlot slot, ref PresenceState state, in RuleFrame frame) =>
        Open(ref state.Stay, frame, state.InsideSince, Event(frame, RulePhase.Enter, state.InsideSince, slot) with { Inside = Inside });

    protected override void Leave(ObjectSlot slot, ref PresenceState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end)
    {
        Close(ref state.Stay, frame, Event(frame, RulePhase.Leave, end.At, slot) with
        {
            Inside = Inside,
            Reason = end.Reason,
            Measure = new RuleMeasure("stay", "s", (end.At - state.InsideSince).TotalSeconds),
        });
    }
}
