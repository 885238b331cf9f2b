using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>
/// Objects that pass a line close behind another one in the same direction: the first who follows begins it, each further one is told, and
/// it ends when nobody has followed for the time.
/// </summary>
internal sealed class TailgatingRule(RuleContext context) : ObjectRule<CrossingState>(context)
{
    private readonly CrossingWatch _watch = new(context);
    private readonly TimeSpan _within = context.Settings.Within!.Value;
    private bool _anybody;
    private MediaTime _last;
    private Guid _lastIdentity;
    private int _followers;
    private Situation _train;

    internal override string Display => $"{_followers} follow";

    internal override void Cease(in RuleFrame frame, GoneReason reason)
    {
        if (_train.IsOpen) Finish(frame, frame.Time, reason);
        _anybody = false;
        base.Cease(frame, reason);
    }

    internal override void Save(BinaryWriter writer, IReadOnlyList<int> slots)
    {
        base.Save(writer, slots);
        writer.Write(_anybody);
        writer.Write(_last.Nanoseconds);
        writer.Write(_lastIdentity.ToByteArray());
        writer.Write(_followers);
        SituationMemory.Save(writer, _train);
    }

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots)
    {
        base.Load(reader, slots);
        _anybody = reader.ReadBoolean();
        _last = new MediaTime(reader.ReadInt64());
        _lastIdentity = new Guid(reader.ReadBytes(16));
        _followers = reader.ReadInt32();
        _train = SituationMemory.Load(reader);
    }

    protected override void Step(ObjectSlot slot, ref CrossingState state, in RuleFrame frame)
    {
        int side = _watch.Advance(slot, ref state, out RuleVerdict verdict);
        if (side == 0)
        {
            if (slot.HasStep) Explain(slot, frame, verdict);
            return;
        }
        if (side > 0 != (Context.Settings.In != CrossingMode.Left))
        {
            Explain(slot, frame, RuleVerdict.WrongDirection);
            return;
        }
        TimeSpan gap = state.Time - _last;
        bool follows = _anybody && slot.Identity != _lastIdentity && gap.Duration() <= _within;
        Explain(slot, frame, follows ? RuleVerdict.Fired : RuleVerdict.BelowLimit, _anybody ? gap.TotalSeconds : double.NaN, _within.TotalSeconds);
        if (follows) Follow(slot, frame, (state.Time, gap));
        _anybody = true;
        _lastIdentity = slot.Identity;
        _last = state.Time;
    }

    protected override void End(ObjectSlot slot, ref CrossingState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end)
    {
        // The line keeps what matters.
    }

    protected override void Conclude(in RuleFrame frame)
    {
        if (_train.IsOpen && frame.Time - _last > _within) Finish(frame, _last + _within, GoneReason.Over);
    }

    private void Follow(ObjectSlot slot, in RuleFrame frame, (MediaTime At, TimeSpan Gap) crossing)
    {
        _followers++;
        RuleEvent told = Event(frame, _train.IsOpen ? RulePhase.Updated : RulePhase.Started, crossing.At, slot) with
        {
            Other = _lastIdentity,
            Level = _followers,
            Measure = new RuleMeasure("gap", "s", crossing.Gap.TotalSeconds, _within.TotalSeconds),
        };
        if (_train.IsOpen) Update(ref _train, frame, told);
        else Open(ref _train, frame, _last, told);
    }

    private void Finish(in RuleFrame frame, MediaTime at, GoneReason reason)
    {
        Close(ref _train, frame, Event(frame, RulePhase.Ended, at, null) with { Reason = reason, Level = _followers });
        _followers = 0;
    }
}
