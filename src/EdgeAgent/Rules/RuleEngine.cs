using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Memory;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>
/// The rules of one camera. Is given every frame and gives what happened, in the order of the rules and, within a rule, of the objects.
/// Not thread-safe; allocates only when something happens.
/// </summary>
internal sealed class RuleEngine
{
    private const float AspectTolerance = 0.005f;

    private readonly RuleSet _set;
    private readonly ObjectSlots _slots;
    private readonly SituationIdentity _identities;
    private readonly List<RuleEvent> _events = new(16);
    private readonly ExplainRing[] _explain;
    private readonly bool[] _persons;
    private Rule[] _rules = [];
    private RuleMemory? _restored;
    private TimeSpan _shift;
    private MediaTime _last = new(long.MinValue);

    /// <summary>For one camera.</summary>
    /// <param name="camera">Its name, for the names of situations.</param>
    /// <param name="set">Checked rules.</param>
    internal RuleEngine(string camera, RuleSet set)
    {
        _set = set;
        _slots = new ObjectSlots(ClassGroups.FromLabels(set.Labels));
        _identities = new SituationIdentity(camera);
        _explain = [.. set.Rules.Select(_ => new ExplainRing())];
        _persons = [.. set.Labels.Select(ClassNames.IsPerson)];
    }

    internal RuleSet Set => _set;

    /// <summary>The objects as the rules see them; for pictures.</summary>
    internal ObjectSlots Slots => _slots;

    /// <summary>In the order of the definitions; empty before the first frame.</summary>
    internal IReadOnlyList<Rule> Rules => _rules;

    /// <summary>Why rules fired or not, by rule.</summary>
    internal IReadOnlyList<ExplainRing> Explanations => _explain;

    /// <summary>Gives back what an earlier run has saved; before the first frame.</summary>
    internal void Restore(RuleMemory memory) => _restored = memory;

    /// <summary>Looks at a frame.</summary>
    /// <returns>What happened; valid until the next call.</returns>
    internal IReadOnlyList<RuleEvent> Advance(in RuleInput input)
    {
        _events.Clear();
        Prepare(input);
        MediaTime time = input.Stamp.Media + _shift;
        // A stream that began anew: time goes on, for every situation has its age.
        if (time < _last)
        {
            _shift += _last - time;
            time = _last;
        }
        _last = time;
        _slots.Update(input, time);
        RuleFrame frame = FrameOf(input, time);
        foreach (Rule rule in _rules)
        {
            foreach (ObjectSlot gone in _slots.Gone) rule.Forget(gone, frame);
            foreach (ObjectSlot dropped in _slots.Dropped) rule.Drop(dropped);
        }
        _slots.Release();
        foreach (Rule rule in _rules) rule.Advance(frame);
        return _events;
    }

    /// <summary>Ends everything, at the end of a source that will not go on.</summary>
    /// <returns>What happened; valid until the next call.</returns>
    internal IReadOnlyList<RuleEvent> Finish(in RuleInput input)
    {
        _events.Clear();
        if (_rules.Length == 0) return _events;
        RuleFrame frame = FrameOf(input, _last);
        foreach (Rule rule in _rules) rule.Cease(frame, GoneReason.EndOfStream);
        return _events;
    }

    /// <summary>What must survive a restart; null before the first frame.</summary>
    internal RuleMemory? Save(DateTimeOffset wall) => _rules.Length == 0 ? null : RuleMemory.Of(_rules, _slots, _last, wall);

    private RuleFrame FrameOf(in RuleInput input, MediaTime time) => new()
    {
        Time = time,
        Stamp = input.Stamp,
        Slots = _slots,
        Image = input.Image,
    };

    private void Prepare(in RuleInput input)
    {
        float aspect = (float)input.Stamp.Width / input.Stamp.Height;
        if (_rules.Length > 0 && MathF.Abs(aspect - _slots.Aspect) <= AspectTolerance * aspect) return;
        if (_rules.Length > 0)
        {
            // Lengths are heights of a frame of other proportions: nothing that is known fits any more.
            RuleFrame frame = FrameOf(input, _last);
            foreach (Rule rule in _rules) rule.Cease(frame, GoneReason.Resized);
            _slots.Clear();
        }
        _slots.Aspect = aspect;
        _rules = CreateRules(aspect);
        if (_restored is not { } memory) return;
        _restored = null;
        MediaTime now = memory.Time + (input.Stamp.Wall - memory.Wall);
        if (now < memory.Time) now = memory.Time;
        _shift = now - input.Stamp.Media;
        memory.Give(_rules, _slots, now);
    }

    // By itself: a lambda's closure would be made in every frame.
    private Rule[] CreateRules(float aspect) => [.. _set.Rules.Select(d => RuleFactory.Create(ContextOf(d, aspect)))];

    private RuleContext ContextOf(RuleDefinition definition, float aspect) => new()
    {
        Definition = definition,
        Aspect = aspect,
        Persons = _persons,
        Output = _events,
        Identities = _identities,
        Explain = _explain[definition.Index],
        Ground = _set.Ground,
    };
}
