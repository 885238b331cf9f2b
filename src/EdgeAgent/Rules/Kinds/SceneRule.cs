using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Agent.Rules.Scene;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>
/// The camera's own health: blurred, dark, bright, frozen, covered, moved, signal lost, clock drift. Each is a situation of its own. What is usual for
/// the camera is learned while nothing is wrong.
/// </summary>
internal sealed class SceneRule(RuleContext context) : Rule(context)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan DebounceUsual = TimeSpan.FromSeconds(5);
    private static readonly SceneFault[] All = Enum.GetValues<SceneFault>();

    private readonly SceneMeter _meter = new();
    private readonly SceneJudge _judge = new();
    private readonly TimeSpan _debounce = context.Settings.Debounce ?? DebounceUsual;
    private readonly bool[] _watched = [.. All.Select(f => context.Settings.Faults.Count == 0 || context.Settings.Faults.Contains(f))];
    private readonly Situation[] _faults = new Situation[All.Length];
    private readonly bool[] _seen = new bool[All.Length];
    private readonly MediaTime[] _changed = new MediaTime[All.Length];
    private MediaTime _looked = new(long.MinValue);

    internal override string Display => string.Join(' ', All.Where(f => _faults[(int)f].IsOpen).Select(NameOf).DefaultIfEmpty("good"));

    internal override void Forget(ObjectSlot slot, in RuleFrame frame)
    {
        // It looks at the picture, not at objects.
    }

    internal override void Drop(ObjectSlot slot)
    {
        // As above.
    }

    internal override void Cease(in RuleFrame frame, GoneReason reason)
    {
        for (int i = 0; i < _faults.Length; i++)
        {
            if (_faults[i].IsOpen) Close(ref _faults[i], frame, Describe(frame, (SceneFault)i, (RulePhase.Ended, frame.Time), default) with { Reason = reason });
            _seen[i] = false;
        }
    }

    internal override void Save(BinaryWriter writer, IReadOnlyList<int> slots)
    {
        foreach (Situation fault in _faults) SituationMemory.Save(writer, fault);
        _judge.Save(writer);
    }

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots)
    {
        for (int i = 0; i < _faults.Length; i++)
        {
            _faults[i] = SituationMemory.Load(reader);
            _seen[i] = _faults[i].IsOpen;
        }
        _judge.Load(reader);
    }

    protected override void Observe(in RuleFrame frame)
    {
        bool first = _looked.Nanoseconds == long.MinValue;
        TimeSpan since = first ? TimeSpan.Zero : frame.Time - _looked;
        if (!frame.HasImage || (!first && since < LookEvery)) return;
        _judge.Look(_meter.Measure(frame.Image), _meter.Edges, frame.Stamp, since);
        for (int i = 0; i < All.Length; i++)
            if (_watched[i]) Judge(frame, All[i], first ? frame.Time : _looked);
        _looked = frame.Time;
    }

    private void Judge(in RuleFrame frame, SceneFault fault, MediaTime before)
    {
        int i = (int)fault;
        (bool wrong, double value, double limit) = _judge.Of(fault);
        if (wrong != _seen[i])
        {
            _seen[i] = wrong;
            // Of a picture that does not change the first was good; of a signal that is back the last before it.
            _changed[i] = fault is SceneFault.Frozen or SceneFault.SignalLost && wrong ? before : frame.Time;
        }
        if (wrong == _faults[i].IsOpen) return;
        TimeSpan lasted = frame.Time - _changed[i];
        if (lasted < _debounce && fault != SceneFault.SignalLost)
        {
            Explain(ExplainRing.Scene, 0, frame, RuleVerdict.Debounced, value, limit);
            return;
        }
        RuleMeasure measure = new(SceneJudge.NameOf(fault), "", value, limit);
        Explain(ExplainRing.Scene, 0, frame, RuleVerdict.Fired, value, limit);
        if (wrong) Open(ref _faults[i], frame, _changed[i], Describe(frame, fault, (RulePhase.Started, _changed[i]), measure));
        else Close(ref _faults[i], frame, Describe(frame, fault, (RulePhase.Ended, _changed[i]), measure) with { Reason = GoneReason.Over });
    }

    private RuleEvent Describe(in RuleFrame frame, SceneFault fault, (RulePhase Phase, MediaTime At) told, RuleMeasure? measure) =>
        Event(frame, told.Phase, told.At, null) with { State = NameOf(fault), Measure = measure };

    private static string NameOf(SceneFault fault) => fault switch
    {
        SceneFault.SignalLost => "signal-lost",
        SceneFault.ClockDrift => "clock-drift",
        _ => fault.ToString().ToLowerInvariant(),
    };
}
