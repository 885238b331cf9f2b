using System.Numerics;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Rules.Objects;

/// <summary>
/// The objects as the rules see them, each in a slot of its own. A track that is lost keeps its slot for a while; a track that is
/// believed near by continues it. When all slots are taken, further objects are left out and counted.
/// </summary>
internal sealed class ObjectSlots
{
    /// <summary>More than a tracker follows by default (100), with room for those that wait.</summary>
    internal const int Capacity = 256;

    private readonly ClassGroups _groups;
    private readonly ObjectSlot[] _slots = new ObjectSlot[Capacity];
    private readonly bool[] _present = new bool[Capacity];
    private readonly Dictionary<int, int> _byTrack = new(Capacity * 2);
    private readonly List<ObjectSlot> _gone = new(Capacity);
    private readonly List<ObjectSlot> _dropped = new(Capacity);
    private readonly SlotAdoption _adoption;

    internal ObjectSlots(ClassGroups groups)
    {
        _groups = groups;
        _adoption = new SlotAdoption(groups);
        for (int i = 0; i < Capacity; i++) _slots[i] = new ObjectSlot(i);
    }

    /// <summary>Slots from 0 that may be used.</summary>
    internal int Count { get; private set; }

    /// <summary>Width over height of the frame.</summary>
    internal float Aspect { get; set; } = 1;

    /// <summary>Objects that found no slot, each counted once a frame.</summary>
    internal long LeftOut { get; private set; }

    /// <summary>Objects that are gone for good since the update before, with <see cref="ObjectSlot.Gone"/>.</summary>
    internal List<ObjectSlot> Gone => _gone;

    /// <summary>Slots that stand for nothing any more, of which nobody was told.</summary>
    internal List<ObjectSlot> Dropped => _dropped;

    internal ObjectSlot this[int index] => _slots[index];

    /// <summary>Takes a frame. Call <see cref="Release"/> when the rules have forgotten what is gone.</summary>
    internal void Update(in RuleInput input, MediaTime time)
    {
        for (int i = 0; i < Count; i++)
        {
            _slots[i].HasStep = _slots[i].IsNew = false;
            _present[i] = _slots[i].IsOrphan;
        }
        foreach (ref readonly EndedObject ended in input.Ended) End(ended, time);
        foreach (ref readonly ObservedObject item in input.Objects) Take(item, time);
        for (int i = 0; i < Count; i++)
        {
            ObjectSlot slot = _slots[i];
            if (!slot.IsUsed) continue;
            if (slot.IsOrphan && time >= slot.WaitsUntil) _gone.Add(slot);
            else if (!_present[i] && !_dropped.Contains(slot) && !_gone.Contains(slot)) Vanish(slot, time);
        }
    }

    /// <summary>Frees what is gone.</summary>
    internal void Release()
    {
        foreach (ObjectSlot slot in _gone) Free(slot);
        foreach (ObjectSlot slot in _dropped) Free(slot);
        _gone.Clear();
        _dropped.Clear();
        while (Count > 0 && !_slots[Count - 1].IsUsed) Count--;
    }

    /// <summary>Forgets everything; nobody is told.</summary>
    internal void Clear()
    {
        for (int i = 0; i < Count; i++) Free(_slots[i]);
        _byTrack.Clear();
        Count = 0;
    }

    /// <summary>Puts back what was there before a restart; it waits for a track that continues it.</summary>
    internal ObjectSlot Restore(int index)
    {
        ObjectSlot slot = _slots[index];
        slot.IsUsed = slot.IsOrphan = slot.IsReal = slot.IsTold = true;
        slot.Gone = GoneReason.Restart;
        Count = Math.Max(Count, index + 1);
        return slot;
    }

    private void End(in EndedObject ended, MediaTime time)
    {
        if (!_byTrack.Remove(ended.Track, out int index)) return;
        ObjectSlot slot = _slots[index];
        slot.Gone = ended.Reason switch
        {
            TrackEndReason.Left => GoneReason.Left,
            TrackEndReason.Duplicate => GoneReason.Duplicate,
            TrackEndReason.EndOfStream => GoneReason.EndOfStream,
            _ => GoneReason.Lost,
        };
        if (slot.Gone == GoneReason.Lost && slot.IsReal) Orphan(slot, time);
        else _gone.Add(slot);
    }

    private void Orphan(ObjectSlot slot, MediaTime time)
    {
        slot.IsOrphan = true;
        slot.Sight = ObjectSight.Missed;
        slot.WaitsUntil = time + SlotAdoption.WaitFor;
        _present[slot.Index] = true;
    }

    // A track that the tracker has silently dropped: what was believed waits as a lost one, what was not is nothing.
    private void Vanish(ObjectSlot slot, MediaTime time)
    {
        _byTrack.Remove(slot.Track);
        if (!slot.IsReal)
        {
            _dropped.Add(slot);
            return;
        }
        slot.Gone = GoneReason.Lost;
        Orphan(slot, time);
    }

    private void Take(in ObservedObject item, MediaTime time)
    {
        ObjectSlot? slot = _byTrack.TryGetValue(item.Track, out int index) ? _slots[index] : null;
        // A track that gave its slot to another one, or was never seen since, stands for nothing until it is seen.
        if (slot is null && item.Sight != ObjectSight.Seen) return;
        if ((slot is null || !slot.IsReal) && item.IsReal && _adoption.Find(this, item, time) is { } waiting)
        {
            if (slot is not null) _dropped.Add(slot);
            if (!waiting.IsOrphan) _byTrack.Remove(waiting.Track);
            waiting.IsOrphan = false;
            slot = waiting;
            _byTrack[item.Track] = slot.Index;
        }
        slot ??= Begin(item);
        if (slot is null)
        {
            LeftOut++;
            return;
        }
        _present[slot.Index] = true;
        Observe(slot, item, time);
    }

    private ObjectSlot? Begin(in ObservedObject item)
    {
        for (int i = 0; i < Capacity; i++)
        {
            ObjectSlot slot = _slots[i];
            if (slot.IsUsed) continue;
            Count = Math.Max(Count, i + 1);
            slot.IsUsed = true;
            slot.Start = item.Start;
            slot.Continues = item.Continues;
            slot.Time = new MediaTime(long.MinValue);
            _byTrack[item.Track] = i;
            return slot;
        }
        return null;
    }

    private void Observe(ObjectSlot slot, in ObservedObject item, MediaTime time)
    {
        slot.Track = item.Track;
        slot.ClassId = item.ClassId;
        slot.Score = item.Score;
        slot.Sight = item.Sight;
        slot.StationarySince = item.StationarySince;
        slot.IsReal |= item.IsReal;
        if (slot.Identity == Guid.Empty) slot.Identity = item.Identity;
        if (item.Sight is ObjectSight.Missed or ObjectSight.Unknown) return;
        bool first = slot.Time.Nanoseconds == long.MinValue;
        if (item.Sight == ObjectSight.Seen) slot.Box = item.Box;
        BoundingBox box = slot.Box;
        Vector2 foot = new(box.CenterX * Aspect, box.Bottom), center = new(box.CenterX * Aspect, box.CenterY);
        slot.PreviousTime = first ? time : slot.Time;
        slot.PreviousFoot = first ? foot : slot.Foot;
        slot.PreviousCenter = first ? center : slot.Center;
        slot.Time = time;
        slot.Foot = foot;
        slot.Center = center;
        slot.Size = new Vector2(box.Width * Aspect, box.Height);
        slot.HasStep = true;
        slot.IsNew = first;
    }

    private void Free(ObjectSlot slot)
    {
        if (_byTrack.TryGetValue(slot.Track, out int index) && index == slot.Index) _byTrack.Remove(slot.Track);
        slot.IsUsed = slot.IsReal = slot.IsOrphan = slot.IsTold = slot.Continues = false;
        slot.Identity = Guid.Empty;
        slot.StationarySince = null;
        slot.Track = 0;
    }

    /// <summary>Whether two classes may be one object.</summary>
    internal bool SameGroup(int classA, int classB) => classA == classB || _groups.SameGroup(classA, classB);
}
