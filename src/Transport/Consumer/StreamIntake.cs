using System.Buffers.Text;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// One log of one box: drops what has come before, keeps what comes too early, releases in order (contract C1, C2, C3, C5).
/// </summary>
internal sealed class StreamIntake
{
    // So far back a repeated record is compared byte by byte with what was released; older ones are only known to be old.
    private const int DigestsKept = 4096;

    // A log in pieces is asked for piece by piece.
    private const int RangesPerRequestMax = 16;

    private readonly DeviceIdentity _device;
    private readonly StreamKey _stream;
    private readonly FindingLog _findings;
    private readonly Action<Arrival> _release;
    private readonly bool _startsInTheMiddle;
    private readonly ReorderBuffer _buffer;
    private readonly WaitingGaps _gaps;
    private readonly ReplayClock _holeClock;
    private readonly ReplayClock _tailClock;
    private readonly Dictionary<long, byte[]> _digests = [];
    private byte[]? _previousDigest;
    private bool _begun;
    private long _watermark;
    private long _highestSeen;
    private long _announcedLast;
    private long _received;
    private long _released;
    private long _duplicates;
    private long _dropped;
    private long _explained;

    internal StreamIntake(RecordName first, ConsumerOptions options, TimeProvider time,
        (FindingLog Findings, Action<Arrival> Release) output)
    {
        (_device, _stream) = (first.Device, first.Stream);
        (_findings, _release) = output;
        _startsInTheMiddle = options.StartsInTheMiddle;
        _buffer = new ReorderBuffer(options);
        _gaps = new WaitingGaps(options.ReorderRecordsMax);
        _holeClock = new ReplayClock(time, options.ReplayAfter, options.ReplayBackOffMax);
        _tailClock = new ReplayClock(time, options.TailReplayAfter, options.ReplayBackOffMax);
        _previousDigest = HashChain.FirstDigest(first.Source);
    }

    /// <summary>A part of a record has come: it exists, whether or not the rest arrives.</summary>
    internal void Saw(long sequence)
    {
        Begin(sequence);
        _highestSeen = Math.Max(_highestSeen, sequence);
        Watch();
    }

    /// <summary>The box says that its next record will have this sequence.</summary>
    internal void Announced(long nextSequence)
    {
        _announcedLast = Math.Max(_announcedLast, nextSequence - 1);
        Watch();
    }

    /// <summary>
    /// True if the record had come before; then its bytes are compared. For a key frame this is asked before its image is put together.
    /// </summary>
    internal bool IsRepeated(RecordName name, ReadOnlySpan<byte> body, bool counts)
    {
        Begin(name.Sequence);
        byte[]? known = _buffer.Find(name.Sequence)?.Digest ?? _digests.GetValueOrDefault(name.Sequence);
        if (known is null && name.Sequence > _watermark) return false;
        if (counts)
        {
            _received++;
            _duplicates++;
        }
        if (known is not null && !HashChain.Digest(body).AsSpan().SequenceEqual(known))
            _findings.Add(FindingKind.Equivocation, name.Id, $"two records are named {name.Id} and differ; the first one counts");
        return true;
    }

    /// <summary>Takes a record that has not come before, and releases all whose turn it is.</summary>
    internal void Accept(Arrival arrival)
    {
        _received++;
        Saw(arrival.Name.Sequence);
        _dropped += _buffer.Add(arrival);
        ReleaseReady();
    }

    /// <summary>
    /// Takes a tombstone (contract C3): it explains what of its range is not here when its turn comes; what lies behind the watermark it
    /// says nothing about any more.
    /// </summary>
    internal void AcceptGap(CloudEvent value, EventGap gap)
    {
        Begin(gap.From);
        if (gap.To <= _watermark) return;
        if (gap.From == _watermark + 1 && _previousDigest is not null && value.PreviousHash != HashChain.Text(_previousDigest))
            _findings.Add(FindingKind.ChainBroken, value.Id, $"the tombstone {value.Id} does not name the record before it");
        _highestSeen = Math.Max(_highestSeen, gap.To);
        _gaps.Add(gap);
        _gaps.RemoveUpTo(_watermark);
        Watch();
        ReleaseReady();
    }

    /// <summary>Releases what is next. A handler that throws leaves its record in place, to be offered again.</summary>
    internal void ReleaseReady()
    {
        long before = _watermark;
        try
        {
            while (ReleaseNext() || Explain())
            {
            }
        }
        finally
        {
            if (_watermark > before) Progress();
        }
    }

    internal void AddDue(List<ReplayRequest> requests)
    {
        if (_holeClock.TakeDue()) Add(requests, _buffer.Holes(_watermark, _highestSeen, _gaps), _holeClock.Attempts);
        if (_tailClock.TakeDue())
            Add(requests, [new SequenceRange(Math.Max(_highestSeen, _watermark) + 1, _announcedLast)], _tailClock.Attempts);
    }

    internal StreamReport Report()
    {
        List<SequenceRange> holes = _begun || !_startsInTheMiddle
            ? _buffer.Holes(_watermark, Math.Max(_highestSeen, _announcedLast), _gaps)
            : [];
        return new StreamReport
        {
            Device = _device,
            Stream = _stream,
            Received = _received,
            Released = _released,
            Duplicates = _duplicates,
            Watermark = _watermark,
            Waiting = _buffer.Count,
            Explained = _explained,
            Missing = holes.Sum(h => h.Length),
            GapsOpen = holes.Count,
            Dropped = _dropped,
        };
    }

    private void Begin(long sequence)
    {
        if (_begun) return;
        _begun = true;
        if (!_startsInTheMiddle || sequence == 1) return;
        _watermark = sequence - 1;
        // Nothing is known of the record before: the first link cannot be checked.
        _previousDigest = null;
    }

    private void Progress()
    {
        _holeClock.Reset();
        _tailClock.Reset();
        Watch();
    }

    private void Watch()
    {
        if (_highestSeen > _watermark) _holeClock.Run();
        if (_announcedLast > Math.Max(_highestSeen, _watermark) && (_begun || !_startsInTheMiddle)) _tailClock.Run();
        else _tailClock.Reset();
    }

    private bool ReleaseNext()
    {
        if (_buffer.Find(_watermark + 1) is not { } next) return false;
        _release(next);
        CheckLink(next);
        _buffer.Remove(next.Name.Sequence);
        Remember(next);
        _watermark++;
        _released++;
        return true;
    }

    /// <summary>
    /// True when a tombstone speaks of the next sequence: the watermark has gone on to the next record that is here, or its end.
    /// </summary>
    private bool Explain()
    {
        if (_gaps.Covering(_watermark + 1) is not { } gap) return false;
        long to = Math.Min(gap.To, _buffer.First() - 1);
        ReceivedGap explained = new(_device, _stream, _watermark + 1, to, gap);
        _release(new Arrival(new RecordName(_device, _stream, explained.From), [], "") { Gap = explained });
        _explained += to - _watermark;
        _watermark = to;
        // Only the last one's digest is known.
        _previousDigest = to == gap.To && Base64Url.IsValid(gap.LastHash) ? Base64Url.DecodeFromChars(gap.LastHash) : null;
        _gaps.RemoveUpTo(_watermark);
        return true;
    }

    private void CheckLink(Arrival arrival)
    {
        if (_previousDigest is not null && arrival.PreviousHash != HashChain.Text(_previousDigest))
        {
            _findings.Add(FindingKind.ChainBroken, arrival.Name.Id,
                $"{arrival.Name.Id} does not name the record before it:" +
                " one of the two was changed after it was recorded, or a record was exchanged");
        }
        _previousDigest = arrival.Digest;
    }

    private void Remember(Arrival arrival)
    {
        _digests[arrival.Name.Sequence] = arrival.Digest;
        _ = _digests.Remove(arrival.Name.Sequence - DigestsKept);
    }

    private void Add(List<ReplayRequest> requests, List<SequenceRange> holes, int attempt)
    {
        foreach (SequenceRange hole in holes.Take(RangesPerRequestMax))
            requests.Add(new ReplayRequest(_device, _stream, hole.From, hole.To, attempt));
    }
}
