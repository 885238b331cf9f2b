using SafeCity.Edge.Agent.Native.Av;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// How far apart a stream's key frames are, seen from its packets: the longest of the last few intervals, and of the one that is
/// running. Cameras change it as they like ("smart" codecs with a scene's activity).
/// </summary>
internal sealed class KeyFrameInterval(AVRational timeBase)
{
    private const int Remembered = 3;

    private readonly long[] _intervals = new long[Remembered];
    private int _next, _count;
    private long _lastKey = AvCode.AV_NOPTS_VALUE;
    private long _running;

    /// <summary>Null until two key frames have been seen, or if the stream has no time stamps.</summary>
    internal TimeSpan? Longest
    {
        get
        {
            if (_count == 0 || !timeBase.IsPositive) return null;
            long longest = _running;
            for (int i = 0; i < _count; i++) longest = Math.Max(longest, _intervals[i]);
            double seconds = longest * timeBase.Value;
            return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        }
    }

    /// <summary>Takes note of a packet as it comes.</summary>
    internal void Observe(AvPacketHandle packet)
    {
        long stamp = AvPackets.TimeStamp(packet);
        if (stamp == AvCode.AV_NOPTS_VALUE) return;
        long since = _lastKey == AvCode.AV_NOPTS_VALUE ? 0 : stamp - _lastKey;
        if (!AvPackets.IsKey(packet))
        {
            _running = Math.Max(since, 0);
            return;
        }
        // A stamp that went back tells nothing.
        if (since > 0)
        {
            _intervals[_next] = since;
            _next = (_next + 1) % Remembered;
            _count = Math.Min(_count + 1, Remembered);
        }
        _lastKey = stamp;
        _running = 0;
    }
}
