using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// Stationary objects that no track stands for at the moment: those of the run before, and those whose track was given up although
/// they never moved. A detection in the same place, of the same kind, with the same picture, is the same object.
/// </summary>
internal sealed class RememberedObjects(TrackerOptions options)
{
    // Overlap (IoU) of the remembered and the detected box: two detections of one still object differ by some 10 % of the size.
    private const float SamePlaceOverlap = 0.6f;

    private readonly List<Entry> _entries = [];
    private readonly Stack<byte[]> _anchors = new();

    internal int Count => _entries.Count;

    /// <summary>Remembers the object of a stationary track that is given up.</summary>
    internal void Add(Track track, MediaTime now)
    {
        Stillness still = track.Stillness;
        Add(new Entry(track.Identity, track.ClassId, still.Place, still.Since, now + options.RememberFor), still.Anchor, now);
    }

    /// <summary>Takes an object of an earlier run; <paramref name="time"/> and <paramref name="wall"/> are the same moment.</summary>
    internal void Restore(StationaryObject item, MediaTime time, DateTimeOffset wall)
    {
        if (item.Identity != Guid.Empty && _entries.Exists(e => e.Identity == item.Identity)) return;
        // A clock that was set back must not make an object of the future.
        TimeSpan age = wall > item.Since ? wall - item.Since : TimeSpan.Zero;
        Add(new Entry(item.Identity, item.ClassId, item.Box, time + -age, time + options.RememberFor), item.Anchor.Span, time);
    }

    /// <summary>Follows a stream whose clock began anew.</summary>
    internal void Shift(TimeSpan by)
    {
        for (int i = 0; i < _entries.Count; i++)
            _entries[i] = _entries[i] with { Since = _entries[i].Since + by, Until = _entries[i].Until + by };
    }

    /// <summary>
    /// Lets a track that begins in a remembered place go on as the object that stood there. One object is given to one track at most.
    /// An anchor is compared with the picture; without a picture it cannot be, and nothing is recognised.
    /// </summary>
    internal bool TryContinue(Track track, MediaTime now, StillnessJudge judge, in ImageView image)
    {
        int best = -1;
        float bestOverlap = SamePlaceOverlap;
        for (int i = 0; i < _entries.Count; i++)
        {
            Entry entry = _entries[i];
            if (now > entry.Until || !options.Classes.SameGroup(entry.ClassId, track.ClassId)) continue;
            float overlap = BoundingBox.IntersectionOverUnion(entry.Box, track.Box);
            if (overlap < bestOverlap || (entry.Anchor.Length > 0 && !judge.LooksSame(entry.Box, entry.Anchor, image))) continue;
            best = i;
            bestOverlap = overlap;
        }
        if (best < 0) return false;
        Entry known = _entries[best];
        track.Identity = known.Identity;
        track.Continues = true;
        track.Stillness.Continue(known.Box, known.Since, now, known.Anchor);
        RemoveAt(best);
        return true;
    }

    /// <summary>Adds what is remembered to a list; since is told on the caller's clock.</summary>
    internal void CopyTo(List<StationaryObject> objects, MediaTime now, DateTimeOffset wall)
    {
        Forget(now);
        foreach (Entry entry in _entries)
            objects.Add(new StationaryObject(entry.Identity, entry.ClassId, entry.Box, wall - (now - entry.Since), entry.Anchor.ToArray()));
    }

    // The oldest is forgotten when there are too many.
    private void Add(in Entry entry, ReadOnlySpan<byte> anchor, MediaTime now)
    {
        Forget(now);
        if (_entries.Count == StationaryMemory.ObjectsMax) RemoveAt(0);
        byte[] copy = [];
        if (anchor.Length > 0)
        {
            copy = _anchors.Count > 0 ? _anchors.Pop() : new byte[StationaryAnchors.Length];
            anchor.CopyTo(copy);
        }
        _entries.Add(entry with { Anchor = copy });
    }

    private void Forget(MediaTime now)
    {
        for (int i = _entries.Count - 1; i >= 0; i--)
            if (now > _entries[i].Until) RemoveAt(i);
    }

    private void RemoveAt(int index)
    {
        if (_entries[index].Anchor.Length > 0) _anchors.Push(_entries[index].Anchor);
        _entries.RemoveAt(index);
    }

    /// <summary>One object.</summary>
    /// <param name="Identity">Of its track.</param>
    /// <param name="ClassId">Its class.</param>
    /// <param name="Box">Its place.</param>
    /// <param name="Since">Since when it stood there.</param>
    /// <param name="Until">When it is forgotten.</param>
    private readonly record struct Entry(Guid Identity, int ClassId, BoundingBox Box, MediaTime Since, MediaTime Until)
    {
        internal byte[] Anchor { get; init; } = [];
    }
}
