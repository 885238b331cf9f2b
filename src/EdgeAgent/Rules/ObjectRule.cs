using System.Runtime.InteropServices;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>A rule that keeps something of each object, in plain values by the object's slot.</summary>
/// <typeparam name="TState">Its default means that nothing is known of the object.</typeparam>
internal abstract class ObjectRule<TState>(RuleContext context) : Rule(context)
    where TState : unmanaged
{
    private readonly TState[] _states = new TState[ObjectSlots.Capacity];
    private readonly bool[] _known = new bool[ObjectSlots.Capacity];
    private readonly SizeFilter? _size = context.Settings.Size;
    private readonly bool[] _classes = context.Definition.Classes;

    /// <summary>How many objects it keeps something of.</summary>
    protected int Known { get; private set; }

    protected ref TState StateOf(int slot) => ref _states[slot];

    internal override void Forget(ObjectSlot slot, in RuleFrame frame)
    {
        if (!_known[slot.Index]) return;
        if (slot.IsReal) End(slot, ref _states[slot.Index], frame, (slot.Time, slot.Gone));
        else Explain(slot.Index, slot.Track, frame, RuleVerdict.BelowScore, slot.Score);
        Clear(slot.Index);
    }

    internal override void Drop(ObjectSlot slot) => Clear(slot.Index);

    internal override void Cease(in RuleFrame frame, GoneReason reason)
    {
        for (int i = 0; i < frame.Slots.Count; i++)
        {
            if (!_known[i]) continue;
            End(frame.Slots[i], ref _states[i], frame, (frame.Time, reason));
            Clear(i);
        }
    }

    internal override void Save(BinaryWriter writer, IReadOnlyList<int> slots)
    {
        foreach (int slot in slots)
        {
            writer.Write(_known[slot]);
            if (_known[slot]) writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<TState>(in _states[slot])));
        }
    }

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots)
    {
        foreach (int slot in slots)
        {
            if (!reader.ReadBoolean()) continue;
            reader.ReadExactly(MemoryMarshal.AsBytes(new Span<TState>(ref _states[slot])));
            _known[slot] = true;
            Known++;
        }
    }

    protected override void Observe(in RuleFrame frame)
    {
        bool any = false;
        for (int i = 0; i < frame.Slots.Count; i++)
        {
            ObjectSlot slot = frame.Slots[i];
            if (!slot.IsUsed || slot.IsOrphan || !Passes(slot, frame)) continue;
            any = true;
            if (!_known[i])
            {
                _known[i] = true;
                Known++;
            }
            if (slot.Sight == ObjectSight.Missed) Explain(i, slot.Track, frame, RuleVerdict.Missed);
            Step(slot, ref _states[i], frame);
        }
        if (!any) Explain(ExplainRing.Scene, 0, frame, RuleVerdict.NothingThere);
        Conclude(frame);
    }

    /// <summary>Looks at an object in a frame; <see cref="ObjectSlot.HasStep"/> tells whether its place is known.</summary>
    protected abstract void Step(ObjectSlot slot, ref TState state, in RuleFrame frame);

    /// <summary>The object is gone, or the rule is closed: what lasts for it ends.</summary>
    protected abstract void End(ObjectSlot slot, ref TState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end);

    /// <summary>Looks at the frame as a whole, after its objects.</summary>
    protected virtual void Conclude(in RuleFrame frame)
    {
    }

    /// <summary>Notes a thought about an object.</summary>
    protected void Explain(ObjectSlot slot, in RuleFrame frame, RuleVerdict verdict, double value = double.NaN, double limit = double.NaN) =>
        Explain(slot.Index, slot.Track, frame, verdict, value, limit);

    private bool Passes(ObjectSlot slot, in RuleFrame frame)
    {
        if ((uint)slot.ClassId >= (uint)_classes.Length || !_classes[slot.ClassId])
        {
            Explain(slot, frame, RuleVerdict.WrongClass, slot.ClassId);
            return false;
        }
        if (_size is null) return true;
        bool small = slot.Box.Height < _size.HeightMin || slot.Box.Width < _size.WidthMin;
        if (small || slot.Box.Height > _size.HeightMax || slot.Box.Width > _size.WidthMax)
        {
            Explain(slot, frame, small ? RuleVerdict.TooSmall : RuleVerdict.TooLarge, slot.Box.Height, (small ? _size.HeightMin : _size.HeightMax) ?? double.NaN);
            return false;
        }
        return true;
    }

    private void Clear(int slot)
    {
        if (_known[slot]) Known--;
        _known[slot] = false;
        _states[slot] = default;
    }
}
