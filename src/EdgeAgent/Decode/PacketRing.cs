using SafeCity.Edge.Agent.Native.Av;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// Compressed packets in the order in which they came, from a key frame on: what is in it can be decoded. Bounded in time, bytes and
/// number. Full means: the oldest group of pictures goes; if there is only one, everything goes and the next key frame is waited for.
/// All packets are made at the start and used again. One thread at a time.
/// </summary>
/// <param name="limits">The bounds.</param>
/// <param name="timeBase">Seconds a tick of the packets' stamps.</param>
internal sealed class PacketRing(PacketRingLimits limits, AVRational timeBase) : IDisposable
{
    private readonly AvPacketHandle?[] _slots = new AvPacketHandle?[limits.PacketsMax];
    private readonly Stack<AvPacketHandle> _spare = new(Enumerable.Range(0, limits.PacketsMax).Select(_ => AvPackets.Allocate()));
    private readonly long _spanTicks = timeBase.IsPositive ? (long)(limits.Span.TotalSeconds / timeBase.Value) : 0;
    private int _first;

    /// <summary>Packets in it; the first is a key frame.</summary>
    internal int Count { get; private set; }

    /// <summary>Compressed bytes in it.</summary>
    internal long Bytes { get; private set; }

    /// <summary>A packet, counted from the oldest; still the ring's.</summary>
    internal AvPacketHandle this[int index] => index >= 0 && index < Count
        ? _slots[(_first + index) % _slots.Length]!
        : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>True if a packet can be added without losing one, and the ring then spans no more than its time.</summary>
    internal bool Fits(AvPacketHandle packet) => Count < _slots.Length
        && Bytes + AvPackets.Size(packet) <= limits.BytesMax
        && (Count == 0 || AvPackets.TimeStamp(packet) - AvPackets.TimeStamp(this[0]) <= _spanTicks);

    /// <summary>Moves a packet in and lets go what is too old or too much.</summary>
    /// <returns>False when it was dropped: the ring waits for a key frame.</returns>
    internal bool Add(AvPacketHandle packet)
    {
        bool tooLarge = AvPackets.Size(packet) > limits.BytesMax;
        while (Count > 0 && (Count == _slots.Length || Bytes + AvPackets.Size(packet) > limits.BytesMax)) DropGroup();
        if (tooLarge || (Count == 0 && !AvPackets.IsKey(packet)))
        {
            AvPackets.Clear(packet);
            return false;
        }
        int slot = (_first + Count) % _slots.Length;
        AvPacketHandle to = _slots[slot] = _spare.Pop();
        AvPackets.Move(packet, to);
        Count++;
        Bytes += AvPackets.Size(to);
        DropOld(AvPackets.TimeStamp(to));
        return true;
    }

    /// <summary>The packet whose picture is shown nearest to a stamp; negative if the ring is empty.</summary>
    internal int Nearest(long stamp)
    {
        int best = -1;
        long distance = long.MaxValue;
        for (int i = 0; i < Count; i++)
        {
            long other = AvPackets.TimeStamp(this[i]);
            if (other == AvCode.AV_NOPTS_VALUE) continue;
            long apart = Math.Abs(other - stamp);
            if (apart >= distance) continue;
            (best, distance) = (i, apart);
        }
        return best;
    }

    /// <summary>The key frame from which a packet can be decoded.</summary>
    internal int KeyBefore(int index)
    {
        while (!AvPackets.IsKey(this[index])) index--;
        return index;
    }

    /// <summary>Lets everything go.</summary>
    internal void Clear()
    {
        while (Count > 0) DropFirst();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Clear();
        while (_spare.TryPop(out AvPacketHandle? spare)) spare.Dispose();
    }

    // The first group goes when the ones after it reach back far enough without it.
    private void DropOld(long newest)
    {
        while (NextKey() is > 0 and int next && newest - AvPackets.TimeStamp(this[next]) >= _spanTicks) DropGroup();
    }

    private void DropGroup()
    {
        for (int left = NextKey() is > 0 and int next ? next : Count; left > 0; left--) DropFirst();
    }

    private int NextKey()
    {
        for (int i = 1; i < Count; i++)
        {
            if (AvPackets.IsKey(this[i])) return i;
        }
        return -1;
    }

    private void DropFirst()
    {
        AvPacketHandle oldest = this[0];
        Bytes -= AvPackets.Size(oldest);
        AvPackets.Clear(oldest);
        _spare.Push(oldest);
        _slots[_first] = null;
        _first = (_first + 1) % _slots.Length;
        Count--;
    }
}
