using SafeCity.Edge.Agent.Native.Av;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// Decides which packets of a stream reach the decoder. At <see cref="DecodeRate.KeyFrames"/> a key frame is decoded by itself (the
/// decoder is drained and emptied after it, so that the picture comes at once), and the packets after it are held. When the rate goes
/// up, decoding begins again at that key frame: the pictures are whole at once, and none is missing.
/// </summary>
internal sealed class PacketFeed : IDisposable
{
    // Longer than DecodePaceOptions.KeyFrameIntervalMax by half, for a camera whose interval grows.
    private static readonly PacketRingLimits HeldMax = new(TimeSpan.FromSeconds(6), 16 << 20, 512);

    private readonly DecodePace? _pace;
    private readonly KeyFrameInterval _interval;
    private readonly PacketRing _held;
    private readonly bool _hasStamps;
    private AvPacketHandle? _copy;
    private bool _holding;
    private int _replayed = -1;

    internal PacketFeed(DecodePace? pace, AVRational timeBase)
    {
        _pace = pace;
        _interval = new KeyFrameInterval(timeBase);
        // Who decodes everything holds nothing.
        _held = new PacketRing(pace is null ? HeldMax with { PacketsMax = 0 } : HeldMax, timeBase);
        _hasStamps = timeBase.IsPositive;
    }

    /// <summary>Which frames are delivered now.</summary>
    internal DecodeRate Rate { get; private set; }

    /// <summary>Packets that were not decoded, and will not be.</summary>
    internal long Skipped { get; private set; }

    /// <summary>The next held packet while decoding begins again, to be emptied when it is sent; null: read on.</summary>
    internal AvPacketHandle? NextHeld()
    {
        if (_replayed < 0) return null;
        if (_replayed < _held.Count)
        {
            AvPackets.Share(_held[_replayed++], _copy!);
            return _copy;
        }
        _held.Clear();
        _replayed = -1;
        return null;
    }

    /// <summary>Decides what becomes of a packet that was read.</summary>
    /// <param name="packet">Emptied if it is held.</param>
    /// <param name="framesDelivered">So far.</param>
    internal PacketUse Decide(AvPacketHandle packet, long framesDelivered)
    {
        if (_pace is null) return PacketUse.Decode;
        _interval.Observe(packet);
        bool stamped = _hasStamps && AvPackets.TimeStamp(packet) != AvCode.AV_NOPTS_VALUE;
        // Without stamps nobody could tell how much time was left out.
        DecodeRate wanted = stamped ? _pace.Decide(framesDelivered, _interval.Longest) : DecodeRate.EveryFrame;
        if (wanted != DecodeRate.KeyFrames) Rate = wanted;
        if (AvPackets.IsKey(packet)) return BeginGroup(packet, wanted == DecodeRate.KeyFrames);
        if (!_holding) return PacketUse.Decode;
        if (wanted != DecodeRate.KeyFrames || !_held.Fits(packet))
        {
            Rate = wanted == DecodeRate.KeyFrames ? DecodeRate.Sampled : wanted;
            _holding = false;
            _replayed = 0;
            return PacketUse.DecodeAfterHeld;
        }
        _held.Add(packet);
        return PacketUse.Hold;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _copy?.Dispose();
        _held.Dispose();
    }

    private PacketUse BeginGroup(AvPacketHandle key, bool hold)
    {
        if (_holding) Skipped += _held.Count - 1;
        _held.Clear();
        _holding = hold;
        if (!hold) return PacketUse.Decode;
        Rate = DecodeRate.KeyFrames;
        AvPackets.Share(key, _copy ??= AvPackets.Allocate());
        _holding = _held.Add(_copy);
        return _holding ? PacketUse.DecodeAlone : PacketUse.Decode;
    }
}
