using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>
/// Many objects in a region: levels that are told when they are reached or left for a while, and how fast it fills. An object that is
/// missed for a moment still counts, so that a hidden one does not ring twice.
/// </summary>
internal sealed class CrowdRule : ObjectRule<byte>
{
    private static readonly TimeSpan DebounceUsual = TimeSpan.FromSeconds(2);

    private readonly RegionWatch _region;
    private readonly TimeSpan _debounce;
    private readonly LevelWatch _levels;
    private readonly GatheringWatch? _gathering;
    private Situation _crowd;
    private Situation _gather;
    private int _inside;

    internal CrowdRule(RuleContext context)
        : base(context)
    {
        _region = new RegionWatch(context);
        _debounce = context.Settings.Debounce ?? DebounceUsual;
        _levels = new LevelWatch(context.Settings.Levels, _debounce);
        if (context.Settings.Gathering is { } gathering) _gathering = new GatheringWatch(gathering);
    }

    /// <summary>Objects inside now.</summary>
    internal int Inside => _inside;

    internal override string Display => $"{_inside} level {_levels.Level}";

    internal override void Cease(in RuleFrame frame, GoneReason reason)
    {
        if (_crowd.IsOpen) Close(ref _crowd, frame, Describe(frame, RulePhase.Ended, frame.Time) with { Reason = reason, Level = 0 });
        if (_gather.IsOpen) Close(ref _gather, frame, Gathered(frame, RulePhase.Ended, frame.Time, 0) with { Reason = reason });
        _levels.Clear();
        _gathering?.Clear();
        base.Cease(frame, reason);
    }

    internal override void Save(BinaryWriter writer, IReadOnlyList<int> slots)
    {
        base.Save(writer, slots);
        SituationMemory.Save(writer, _crowd);
        SituationMemory.Save(writer, _gather);
        _levels.Save(writer);
    }

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots)
    {
        base.Load(reader, slots);
        _crowd = SituationMemory.Load(reader);
        _gather = SituationMemory.Load(reader);
        _levels.Load(reader);
    }

    protected override void Step(ObjectSlot slot, ref byte state, in RuleFrame frame)
    {
        // Known places only: a prediction may run out of the region.
        if (slot.HasStep) state = (byte)(_region.Contains(slot) ? 1 : 0);
        if (state == 1 && slot.IsReal) _counting++;
    }

    protected override void End(ObjectSlot slot, ref byte state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end)
    {
        // Who is gone no longer counts; the crowd ends by its number.
    }

    private int _counting;

    protected override void Conclude(in RuleFrame frame)
    {
        _inside = _counting;
        _counting = 0;
        int before = _levels.Level;
        if (_levels.Advance(_inside, frame.Time) is { } at) Change(before, at, frame);
        else if (IsUpdateDue(_crowd, frame.Time)) Update(ref _crowd, frame, Describe(frame, RulePhase.Updated, frame.Time));
        if (_crowd.IsOpen) _crowd.Peak = Math.Max(_crowd.Peak, _inside);
        RuleVerdict verdict = _levels.IsWaiting ? RuleVerdict.Debounced : _crowd.IsOpen ? RuleVerdict.Lasts : RuleVerdict.BelowLimit;
        Explain(ExplainRing.Scene, 0, frame, verdict, _inside, _levels.NextLimit);
        Gather(frame);
    }

    private void Change(int before, MediaTime at, in RuleFrame frame)
    {
        if (before == 0)
        {
            Open(ref _crowd, frame, at, Describe(frame, RulePhase.Started, at));
            Explain(ExplainRing.Scene, 0, frame, RuleVerdict.Fired, _inside);
        }
        else if (_levels.Level == 0)
        {
            Close(ref _crowd, frame, Describe(frame, RulePhase.Ended, at) with { Reason = GoneReason.Over });
        }
        else
        {
            Update(ref _crowd, frame, Describe(frame, RulePhase.Updated, at));
        }
    }

    private RuleEvent Describe(in RuleFrame frame, RulePhase phase, MediaTime at) => Event(frame, phase, at, null) with
    {
        Measure = new RuleMeasure("objects", "", phase == RulePhase.Ended ? Math.Max(_crowd.Peak, _inside) : _inside, _levels.ReachedLimit),
        Inside = _inside,
        Level = _levels.Level,
    };

    private void Gather(in RuleFrame frame)
    {
        if (_gathering is null) return;
        int more = _gathering.Advance(_inside, frame.Time);
        int limit = Context.Settings.Gathering!.Objects;
        if (!_gather.IsOpen && more >= limit) Open(ref _gather, frame, frame.Time, Gathered(frame, RulePhase.Started, frame.Time, more));
        else if (_gather.IsOpen && more < limit) Close(ref _gather, frame, Gathered(frame, RulePhase.Ended, frame.Time, more) with { Reason = GoneReason.Over });
    }

    private RuleEvent Gathered(in RuleFrame frame, RulePhase phase, MediaTime at, int more) => Event(frame, phase, at, null) with
    {
        State = "gathering",
        Inside = _inside,
        Measure = new RuleMeasure("more", "", more, Context.Settings.Gathering!.Objects),
    };
}
