using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>
/// One rule of one camera. Looks at every frame while its schedule is open and tells what happens; allocates only when it tells. Not
/// thread-safe.
/// </summary>
internal abstract class Rule(RuleContext context)
{
    private readonly RateWindow _rate = new(context.Settings.RateLimit);
    private bool _isOpen;

    internal RuleContext Context { get; } = context;

    /// <summary>How many objects, or whether anything, keeps it busy: what a person sees beside its name.</summary>
    internal abstract string Display { get; }

    /// <summary>Looks at a frame.</summary>
    internal void Advance(in RuleFrame frame)
    {
        if (Context.Definition.Hours.IsOpen(frame.Stamp.Wall))
        {
            _isOpen = true;
            Observe(frame);
            return;
        }
        if (_isOpen) Cease(frame, GoneReason.Schedule);
        _isOpen = false;
        Explain(ExplainRing.Scene, 0, frame, RuleVerdict.OutsideSchedule);
    }

    /// <summary>An object is gone for good: what lasted for it ends.</summary>
    internal abstract void Forget(ObjectSlot slot, in RuleFrame frame);

    /// <summary>A slot stood for nothing: what was kept of it is dropped and nothing told.</summary>
    internal abstract void Drop(ObjectSlot slot);

    /// <summary>Everything that lasts ends now.</summary>
    internal abstract void Cease(in RuleFrame frame, GoneReason reason);

    /// <summary>Writes what must survive a restart.</summary>
    internal abstract void Save(BinaryWriter writer, IReadOnlyList<int> slots);

    /// <summary>Reads it back.</summary>
    internal abstract void Load(BinaryReader reader, IReadOnlyList<int> slots);

    /// <summary>Looks at a frame while the schedule is open.</summary>
    protected abstract void Observe(in RuleFrame frame);

    protected void Explain(int slot, int track, in RuleFrame frame, RuleVerdict verdict, double value = double.NaN, double limit = double.NaN) =>
        Context.Explain.Note(slot, track, frame, verdict, (value, limit));

    /// <summary>An event about an object or, without one, about the scene.</summary>
    protected RuleEvent Event(in RuleFrame frame, RulePhase phase, MediaTime at, ObjectSlot? slot) => new()
    {
        Rule = Context.Definition,
        Phase = phase,
        Subject = slot?.Identity ?? Guid.Empty,
        At = at,
        Wall = frame.WallOf(at),
        Object = slot is null ? null : new RuleObject(slot.Track, slot.Identity, slot.ClassId, slot.Box, slot.Score),
    };

    /// <summary>Tells something that has no duration; false when the rate limit withheld it.</summary>
    protected bool Tell(in RuleFrame frame, RuleEvent told)
    {
        if (!_rate.Allow(frame.Time)) return false;
        Context.Output.Add(told with { Withheld = _rate.TakeWithheld() });
        return true;
    }

    /// <summary>Tells counts, which no rate limit withholds.</summary>
    protected void TellCounts(RuleEvent told) => Context.Output.Add(told);

    /// <summary>Begins a situation; false when the rate limit keeps it silent.</summary>
    protected bool Open(ref Situation situation, in RuleFrame frame, MediaTime since, RuleEvent told)
    {
        situation = new Situation
        {
            IsOpen = true,
            Since = since,
            Told = told.At,
            Peak = told.Measure?.Value ?? 0,
            Subject = Context.Identities.Make(told.Wall, Context.Definition.Hash, told.Subject, told.At.Nanoseconds),
            IsSilent = !_rate.Allow(frame.Time),
        };
        if (!situation.IsSilent)
            Context.Output.Add(told with { Subject = situation.Subject, Since = frame.WallOf(since), Withheld = _rate.TakeWithheld() });
        return !situation.IsSilent;
    }

    /// <summary>Tells a situation again.</summary>
    protected void Update(ref Situation situation, in RuleFrame frame, RuleEvent told)
    {
        situation.Told = told.At;
        if (!situation.IsSilent) Context.Output.Add(told with { Subject = situation.Subject, Since = frame.WallOf(situation.Since) });
    }

    /// <summary>Ends a situation.</summary>
    protected void Close(ref Situation situation, in RuleFrame frame, RuleEvent told)
    {
        if (!situation.IsSilent) Context.Output.Add(told with { Subject = situation.Subject, Since = frame.WallOf(situation.Since) });
        situation = default;
    }

    /// <summary>True if a lasting situation is to be told again now.</summary>
    protected bool IsUpdateDue(in Situation situation, MediaTime now) =>
        situation.IsOpen && Context.Settings.UpdateEvery is { } every && now - situation.Told >= every;
}
