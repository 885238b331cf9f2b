using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Integrity;

/// <summary>
/// One log of an archive. Everything that says what the digest of a sequence is must agree: the record itself, the link of the one after
/// it, and a tombstone that ends there. A record may stand within a tombstone's range: it came before it was dropped (contract C3).
/// </summary>
internal sealed class ArchiveLog(string source, Action<string> find)
{
    private readonly Dictionary<long, string> _records = [];
    private readonly SortedList<long, (EventGap Gap, string Hash)> _gaps = [];
    private readonly Dictionary<long, string> _gapEnds = [];
    private readonly List<(long Sequence, string Hash, string By)> _claims = [];
    private (long Sequence, int Kind) _last = (0, 1);

    internal string Source => source;

    /// <summary>First sequence that is here or explained.</summary>
    internal long First { get; private set; } = long.MaxValue;

    internal long Last { get; private set; }

    internal void Add(RecordName name, string previousHash, string hash)
    {
        Place(name.Sequence, 1, name.Id);
        if (!_records.TryAdd(name.Sequence, hash)) find($"{name.Id} is there twice");
        _claims.Add((name.Sequence - 1, previousHash, name.Id));
        Last = Math.Max(Last, name.Sequence);
    }

    internal void Add(RecordName name, EventGap gap, string previousHash, string hash)
    {
        Place(gap.From, 0, name.GapId(gap.To));
        if (name.Sequence != gap.From || gap.To < gap.From || !_gaps.TryAdd(gap.From, (gap, hash)))
            find($"the tombstone {name.GapId(gap.To)} contradicts itself, or is there twice");
        _claims.Add((gap.From - 1, previousHash, name.GapId(gap.To)));
        _claims.Add((gap.To, gap.LastHash, name.GapId(gap.To)));
        _gapEnds[gap.To] = gap.LastHash;
        Last = Math.Max(Last, gap.To);
    }

    /// <summary>Once everything is read.</summary>
    internal ArchiveLogReport Check(bool beginsInTheMiddle)
    {
        CheckHoles(beginsInTheMiddle);
        foreach ((long sequence, string hash, string by) in _claims)
        {
            string? known = sequence == 0 ? HashChain.Text(HashChain.FirstDigest(source))
                : _records.TryGetValue(sequence, out string? own) ? own : _gapEnds.GetValueOrDefault(sequence);
            if (known is not null && known != hash) find($"{by} does not name the record before it, or what it names was changed");
        }
        return new ArchiveLogReport(source, First, Last, _records.Count, _gaps.Count);
    }

    /// <summary>True when the record is here with that digest.</summary>
    internal bool Has(long sequence, string hash) => _records.GetValueOrDefault(sequence) == hash;

    /// <summary>True when a record of that sequence is here.</summary>
    internal bool HasRecord(long sequence) => _records.ContainsKey(sequence);

    /// <summary>True when the tombstone is here with that digest.</summary>
    internal bool HasTombstone(long from, string hash) => _gaps.TryGetValue(from, out var gap) && gap.Hash == hash;

    /// <summary>True when a tombstone stands for the sequence and the record is not here.</summary>
    internal bool IsExplained(long sequence)
    {
        if (_records.ContainsKey(sequence)) return false;
        (int low, int high) = (0, _gaps.Count - 1);
        while (low <= high)
        {
            int middle = (low + high) / 2;
            EventGap gap = _gaps.Values[middle].Gap;
            if (gap.From <= sequence && gap.To >= sequence) return true;
            if (gap.From > sequence) high = middle - 1;
            else low = middle + 1;
        }
        return false;
    }

    private void Place(long sequence, int kind, string id)
    {
        if ((sequence, kind).CompareTo(_last) < 0) find($"{id} stands behind what comes after it");
        _last = (sequence, kind);
        First = Math.Min(First, sequence);
    }

    private void CheckHoles(bool beginsInTheMiddle)
    {
        long next = beginsInTheMiddle ? First : 1;
        var ranges = _records.Keys.Select(s => (From: s, To: s)).Concat(_gaps.Values.Select(g => (g.Gap.From, g.Gap.To)));
        foreach ((long from, long to) in ranges.OrderBy(r => r.From))
        {
            if (from > next) find($"{next} to {from - 1} of {source} are missing");
            next = Math.Max(next, to + 1);
        }
    }
}
