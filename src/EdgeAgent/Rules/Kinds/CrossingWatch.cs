using System.Numerics;
using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Geometry;
using SafeCity.Edge.Agent.Rules.Objects;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>
/// Decides when an object has crossed a line: its way must go through the line between its ends, and it must come out of a band round the
/// line on the other side. The moment is that of the line itself. After a crossing the band is as wide as the re-arm distance.
/// </summary>
internal sealed class CrossingWatch
{
    private readonly double _band;
    private readonly double _rearm;
    private readonly ReferencePoint _reference;

    internal CrossingWatch(RuleContext context)
    {
        Line = new DirectedLine(context.Settings.Line![0], context.Settings.Line[1], context.Aspect);
        double diagonal = Math.Sqrt((context.Aspect * context.Aspect) + 1);
        _band = context.Settings.Hysteresis * diagonal;
        _rearm = Math.Max(context.Settings.Rearm * diagonal, _band);
        _reference = context.Settings.Reference;
    }

    internal DirectedLine Line { get; }

    /// <summary>Takes the newest step of an object.</summary>
    /// <param name="slot">The object.</param>
    /// <param name="state">What is known of it.</param>
    /// <param name="verdict">Why it has not crossed, if it has not.</param>
    /// <returns>-1: it has crossed to the left; 1: to the right; 0: it has not.</returns>
    internal int Advance(ObjectSlot slot, ref CrossingState state, out RuleVerdict verdict)
    {
        if (slot.HasStep)
        {
            int crossed = Step(slot, ref state, out verdict);
            // Forth and back before anybody believes it is no crossing at all.
            if (crossed != 0) state.Pending = (sbyte)(state.Pending == -crossed ? 0 : crossed);
        }
        else
        {
            verdict = RuleVerdict.Missed;
        }
        if (state.Pending == 0) return 0;
        if (!slot.IsReal)
        {
            verdict = RuleVerdict.BelowScore;
            return 0;
        }
        int told = state.Pending;
        state.Pending = 0;
        return told;
    }

    private int Step(ObjectSlot slot, ref CrossingState state, out RuleVerdict verdict)
    {
        Vector2 from = slot.PreviousPoint(_reference), to = slot.Point(_reference);
        double before = Line.Side(from), now = Line.Side(to);
        if (before < 0 != now < 0)
        {
            double part = before / (before - now);
            state.Point = Vector2.Lerp(from, to, (float)part);
            state.Time = slot.Within(part);
            state.IsBetweenEnds = Line.Spans(state.Point);
        }
        double distance = Math.Abs(now);
        if (distance < (state.IsDisarmed ? _rearm : _band))
        {
            verdict = state.IsDisarmed ? RuleVerdict.NotRearmed : RuleVerdict.InBand;
            return 0;
        }
        sbyte side = (sbyte)(now < 0 ? -1 : 1);
        bool changed = state.Side != 0 && side != state.Side;
        state.Side = side;
        verdict = RuleVerdict.WrongSide;
        state.IsDisarmed &= distance < _rearm;
        if (!changed || !state.IsBetweenEnds) return 0;
        state.IsDisarmed = distance < _rearm;
        return side;
    }
}
