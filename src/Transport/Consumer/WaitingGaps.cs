using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>Tombstones of one log that have not been reached yet. Bounded; when full, the highest goes and is asked for again.</summary>
internal sealed class WaitingGaps(int gapsMax)
{
    private readonly SortedDictionary<long, EventGap> _byStart = [];

    internal IEnumerable<EventGap> All => _byStart.Values;

    internal void Add(EventGap gap)
    {
        // Two that begin at the same place: the longer one says more.
        if (_byStart.TryGetValue(gap.From, out EventGap? other) && other.To >= gap.To) return;
        _byStart[gap.From] = gap;
        if (_byStart.Count > gapsMax) _byStart.Remove(_byStart.Keys.Last());
    }

    /// <summary>The tombstone that speaks of a sequence; null if there is none.</summary>
    internal EventGap? Covering(long sequence)
    {
        foreach (EventGap gap in _byStart.Values)
        {
            if (gap.From > sequence) return null;
            if (gap.To >= sequence) return gap;
        }
        return null;
    }

    /// <summary>What is behind the watermark is of no use any more.</summary>
    internal void RemoveUpTo(long watermark)
    {
        while (_byStart.Count > 0 && _byStart.First() is var first && first.Key <= watermark)
        {
            _byStart.Remove(first.Key);
            // Its rest is still needed, from the watermark on.
            if (first.Value.To > watermark) Add(first.Value with { From = watermark + 1 });
            else continue;
            return;
        }
    }
}
