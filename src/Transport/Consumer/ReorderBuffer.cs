namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// Records of one log that came before their turn. Bounded; when full, the highest goes, because the lowest is needed first.
/// </summary>
internal sealed class ReorderBuffer(ConsumerOptions options)
{
    private readonly SortedDictionary<long, Arrival> _waiting = [];
    private long _bytes;

    internal int Count => _waiting.Count;

    internal Arrival? Find(long sequence) => _waiting.GetValueOrDefault(sequence);

    /// <summary>Puts the record in. Returns how many were dropped for it; it may be one of them.</summary>
    internal int Add(Arrival arrival)
    {
        _waiting.Add(arrival.Name.Sequence, arrival);
        _bytes += arrival.Bytes;
        int dropped = 0;
        while (_waiting.Count > 1 && (_waiting.Count > options.ReorderRecordsMax || _bytes > options.ReorderBytesMax))
        {
            Remove(_waiting.Keys.Last());
            dropped++;
        }
        return dropped;
    }

    internal void Remove(long sequence)
    {
        if (_waiting.Remove(sequence, out Arrival? arrival)) _bytes -= arrival.Bytes;
    }

    /// <summary>The lowest sequence that waits; the highest number there is when none does.</summary>
    internal long First() => _waiting.Count == 0 ? long.MaxValue : _waiting.First().Key;

    /// <summary>What is missing and not explained above <paramref name="watermark"/> up to <paramref name="last"/>, ascending.</summary>
    internal List<SequenceRange> Holes(long watermark, long last, WaitingGaps gaps)
    {
        IEnumerable<SequenceRange> known = _waiting.Keys.Select(s => new SequenceRange(s, s))
            .Concat(gaps.All.Select(g => new SequenceRange(g.From, g.To))).OrderBy(r => r.From);
        return SequenceRange.Holes(known, watermark, last);
    }
}
