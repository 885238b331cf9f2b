using System.Numerics;
using System.Runtime.InteropServices;
using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Geometry;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Agent.Rules.Scene;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>
/// A thing that has its place: its look there is learned while it is calm, and when the calm place looks different for a while the thing is
/// gone, until it looks as before. Whoever moves in front of it decides nothing. Correlation goes by pattern, so a change of light is none.
/// Where classes are named the detector tells instead whether one of them stands there: for things that are put back a little differently.
/// </summary>
internal sealed class RemovedRule : Rule
{
    private const int Side = 24;
    // Mean difference, in grey levels, between two looks a moment apart: below it the place is calm.
    private const double CalmMax = 3;
    private const double SameMin = 0.80;
    private const double OtherMax = 0.70;
    private const float StandingParts = 0.08f;
    private const double LearnSeconds = 300;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan CalmFor = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan LearnFor = TimeSpan.FromSeconds(1.5);

    private readonly LumaGrid _now = new(Side, Side);
    private readonly float[] _before = new float[Side * Side];
    private readonly float[] _fixture = new float[Side * Side];
    private readonly BoundingBox _area;
    private readonly TimeSpan _after;
    private bool _hasLook, _hasFixture, _isDifferent;
    private MediaTime _looked, _calmSince, _differentSince;
    private Situation _gone;
    private readonly Polygon? _place;
    private Vector2 _anchor;
    private MediaTime _standsSince;
    private bool _isSeen;

    internal RemovedRule(RuleContext context)
        : base(context)
    {
        IReadOnlyList<Vector2> polygon = context.Settings.Polygon!;
        Vector2 min = polygon.Aggregate(Vector2.Min), max = polygon.Aggregate(Vector2.Max);
        _area = new BoundingBox(min.X, min.Y, max.X - min.X, max.Y - min.Y);
        _after = context.Settings.After!.Value;
        if (context.Settings.Classes.Count > 0) _place = new Polygon(polygon, context.Aspect);
    }

    internal override string Display => _gone.IsOpen ? "gone" : _hasFixture ? "there" : "learning";

    internal override void Forget(ObjectSlot slot, in RuleFrame frame)
    {
        // It looks at a place, not at objects.
    }

    internal override void Drop(ObjectSlot slot)
    {
        // As above.
    }

    internal override void Cease(in RuleFrame frame, GoneReason reason)
    {
        if (_gone.IsOpen) Close(ref _gone, frame, Describe(frame, RulePhase.Ended, frame.Time) with { Reason = reason });
        _isDifferent = _hasLook = false;
        // After a closed night whatever stands there then is the fixture.
        if (reason == GoneReason.Resized) _hasFixture = false;
    }

    internal override void Save(BinaryWriter writer, IReadOnlyList<int> slots)
    {
        writer.Write(_hasFixture);
        writer.Write(MemoryMarshal.AsBytes(_fixture.AsSpan()));
        SituationMemory.Save(writer, _gone);
    }

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots)
    {
        _hasFixture = reader.ReadBoolean();
        reader.ReadExactly(MemoryMarshal.AsBytes(_fixture.AsSpan()));
        _gone = SituationMemory.Load(reader);
        _isDifferent = _gone.IsOpen;
    }

    protected override void Observe(in RuleFrame frame)
    {
        if (_place is not null) Find(frame, _place);
        else Look(frame);
    }

    private void Find(in RuleFrame frame, Polygon place)
    {
        ObjectSlot? found = Standing(frame, place);
        bool there = found is not null;
        // Whoever still holds a thing has not put it back: it must stand.
        if (there && _gone.IsOpen)
        {
            if (!_isSeen || Vector2.Distance(found!.Center, _anchor) > StandingParts * found.Size.Y) (_anchor, _standsSince) = (found!.Center, frame.Time);
            there = frame.Time - _standsSince >= CalmFor;
            if (there) _differentSince = _standsSince;
        }
        _isSeen = found is not null;
        _hasFixture |= there;
        if (!_hasFixture)
        {
            Explain(ExplainRing.Scene, 0, frame, RuleVerdict.NothingThere);
            return;
        }
        if (there && !_gone.IsOpen) _differentSince = frame.Time;
        Judge(frame, !there, there ? 1 : 0);
    }

    private ObjectSlot? Standing(in RuleFrame frame, Polygon place)
    {
        for (int i = 0; i < frame.Slots.Count; i++)
        {
            ObjectSlot slot = frame.Slots[i];
            // What is not believed yet is enough: it was believed to be there before.
            bool seen = slot.IsUsed && !slot.IsOrphan && slot.Sight is ObjectSight.Seen or ObjectSight.Held;
            if (seen && Context.Definition.Classes[slot.ClassId] && place.Contains(slot.Center)) return slot;
        }
        return null;
    }

    private void Look(in RuleFrame frame)
    {
        if (!frame.HasImage || (_hasLook && frame.Time - _looked < LookEvery)) return;
        _now.Fill(frame.Image, _area);
        double change = _hasLook ? LumaGrid.Difference(_now.Cells, _before) : double.MaxValue;
        if (change > CalmMax) _calmSince = frame.Time;
        _hasLook = true;
        _looked = frame.Time;
        _now.Cells.CopyTo(_before);
        TimeSpan calm = frame.Time - _calmSince;
        if (calm < CalmFor) Explain(ExplainRing.Scene, 0, frame, RuleVerdict.Debounced, change, CalmMax);
        else if (!_hasFixture) Learn(frame, calm);
        else Compare(frame);
    }

    private void Learn(in RuleFrame frame, TimeSpan calm)
    {
        Explain(ExplainRing.Scene, 0, frame, RuleVerdict.NotMeasured, calm.TotalSeconds, LearnFor.TotalSeconds);
        if (calm < LearnFor) return;
        _now.Cells.CopyTo(_fixture);
        _hasFixture = true;
    }

    private void Compare(in RuleFrame frame)
    {
        double likeness = LumaGrid.Correlation(_now.Cells, _fixture);
        bool different = _isDifferent ? likeness < SameMin : likeness < OtherMax;
        if (different != _isDifferent)
        {
            _isDifferent = different;
            // It changed before it was calm again.
            _differentSince = _calmSince;
        }
        if (!different && !_gone.IsOpen) Adapt();
        Judge(frame, different, likeness);
    }

    private void Judge(in RuleFrame frame, bool different, double likeness)
    {
        _isDifferent = different;
        if (_isDifferent == _gone.IsOpen)
        {
            Explain(ExplainRing.Scene, 0, frame, _isDifferent ? RuleVerdict.Lasts : RuleVerdict.BelowLimit, likeness, SameMin);
            return;
        }
        if (!_isDifferent)
        {
            Close(ref _gone, frame, Describe(frame, RulePhase.Ended, _differentSince) with { Reason = GoneReason.Reclaimed });
            return;
        }
        TimeSpan lasted = frame.Time - _differentSince;
        Explain(ExplainRing.Scene, 0, frame, lasted < _after ? RuleVerdict.Debounced : RuleVerdict.Fired, likeness, OtherMax);
        if (lasted >= _after) Open(ref _gone, frame, _differentSince, Describe(frame, RulePhase.Started, _differentSince + _after));
    }

    // Daylight moves its shadows; the fixture follows over minutes.
    private void Adapt()
    {
        float part = (float)(LookEvery.TotalSeconds / LearnSeconds);
        for (int i = 0; i < _fixture.Length; i++) _fixture[i] += part * (_now.Cells[i] - _fixture[i]);
    }

    private RuleEvent Describe(in RuleFrame frame, RulePhase phase, MediaTime at) => Event(frame, phase, at, null) with
    {
        Measure = new RuleMeasure("absent", "s", (at - (_gone.IsOpen ? _gone.Since : _differentSince)).TotalSeconds, _after.TotalSeconds),
    };
}
