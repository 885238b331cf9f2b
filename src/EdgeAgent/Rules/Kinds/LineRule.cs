using System.Globalization;
using System.Numerics;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>Objects that cross a line, each told once, and counted in and out by class and interval.</summary>
internal sealed class LineRule : ObjectRule<CrossingState>
{
    private readonly CrossingWatch _watch;
    private readonly IntervalCounter? _counter;
    private int _in, _out;

    internal LineRule(RuleContext context)
        : base(context)
    {
        _watch = new CrossingWatch(context);
        if (context.Settings.Every is { } every) _counter = new IntervalCounter(every, context.Definition.Classes.Length, isRegion: false);
    }

    internal override string Display => string.Create(CultureInfo.InvariantCulture, $"in {_in} out {_out}");

    internal override void Cease(in RuleFrame frame, GoneReason reason)
    {
        base.Cease(frame, reason);
        if (_counter?.Finish(frame) is { } counts) TellInterval(frame, counts);
    }

    internal override void Save(BinaryWriter writer, IReadOnlyList<int> slots)
    {
        base.Save(writer, slots);
        writer.Write(_in);
        writer.Write(_out);
        _counter?.Save(writer);
    }

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots)
    {
        base.Load(reader, slots);
        _in = reader.ReadInt32();
        _out = reader.ReadInt32();
        _counter?.Load(reader);
    }

    protected override void Step(ObjectSlot slot, ref CrossingState state, in RuleFrame frame)
    {
        int side = _watch.Advance(slot, ref state, out RuleVerdict verdict);
        if (side == 0)
        {
            if (slot.HasStep) Explain(slot, frame, verdict, _watch.Line.Side(slot.Point(Context.Settings.Reference)));
            return;
        }
        bool right = side > 0, isIn = right == (Context.Settings.In != CrossingMode.Left);
        if (isIn) _in++;
        else _out++;
        _counter?.Cross(slot.ClassId, isIn);
        bool wanted = Context.Settings.Crossings == CrossingMode.Any || right == (Context.Settings.Crossings == CrossingMode.Right);
        if (!wanted)
        {
            Explain(slot, frame, RuleVerdict.WrongDirection);
            return;
        }
        Vector2 point = new(state.Point.X / Context.Aspect, state.Point.Y);
        bool told = Tell(frame, Event(frame, RulePhase.Once, state.Time, slot) with { State = right ? "right" : "left", Point = point });
        Explain(slot, frame, told ? RuleVerdict.Fired : RuleVerdict.RateLimited);
    }

    protected override void End(ObjectSlot slot, ref CrossingState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end)
    {
        // A crossing has no end.
    }

    protected override void Conclude(in RuleFrame frame)
    {
        if (_counter?.Advance(frame) is { } counts) TellInterval(frame, counts);
    }

    private void TellInterval(in RuleFrame frame, IntervalCounts counts)
    {
        MediaTime end = frame.Time + (counts.To - frame.Stamp.Wall);
        TellCounts(Event(frame, RulePhase.Once, end, null) with
        {
            Wall = counts.To,
            Subject = Context.Identities.Make(counts.To, Context.Definition.Hash, Guid.Empty, counts.From.UtcTicks),
            Counts = counts,
        });
    }
}
