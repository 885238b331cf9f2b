using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// Tells a stream's time stamps in clocks that another stream of the same camera shares. By arrival: the packet with the least delay
/// of the last minute fixes how stamps and the box's clock belong together, since a camera that begins with an older key frame, and a
/// network in a jam, only ever make packets late. By the camera's sender reports (RFC 3550, 6.4.1): its own wall clock.
/// </summary>
/// <param name="timeBase">Seconds a tick of the stamps.</param>
/// <param name="time">The box's monotonic clock; null for a file, whose packets do not arrive.</param>
internal sealed class MomentClock(AVRational timeBase, TimeProvider? time)
{
    private const long SpanTicksMax = 200 * 365 * TimeSpan.TicksPerDay;
    private const long MicrosecondsMax = SpanTicksMax / TimeSpan.TicksPerMicrosecond;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReportErrorMax = TimeSpan.FromSeconds(1);

    // Least delay (box's time less stamp) of the running window and of the one before it.
    private TimeSpan? _least, _leastBefore;
    private TimeSpan _windowEnd;

    private TimeSpan? Offset => _least < _leastBefore ? _least : _leastBefore ?? _least;

    /// <summary>Takes note of a packet that has just arrived.</summary>
    internal void Observe(AvPacketHandle packet)
    {
        long stamp = AvPackets.DecodingStamp(packet);
        if (time is null || !TryScale(stamp, out TimeSpan scaled)) return;
        TimeSpan now = time.GetElapsedTime(0, time.GetTimestamp()), delay = now - scaled;
        // A camera that set its clock back, or forward: begin anew.
        bool jumped = Offset is { } offset && (delay - offset).Duration() > Window;
        if (jumped) _leastBefore = _least = null;
        if (jumped || _least is null || now >= _windowEnd)
        {
            (_leastBefore, _least) = (_least, delay);
            _windowEnd = now + Window;
        }
        else if (delay < _least)
        {
            _least = delay;
        }
    }

    /// <summary>The moment of a stamp.</summary>
    /// <param name="stamp">In ticks.</param>
    /// <param name="media">Its media time.</param>
    /// <param name="cameraTimeOfZeroMicroseconds">The camera's wall time of stamp 0, since 1970; null if unknown.</param>
    internal FrameMoment Of(long stamp, MediaTime media, long? cameraTimeOfZeroMicroseconds)
    {
        if (time is null || !TryScale(stamp, out TimeSpan scaled)) return new FrameMoment(media);
        return new FrameMoment(media, Offset + scaled, CameraTimeOfZero(cameraTimeOfZeroMicroseconds) + scaled);
    }

    /// <summary>The stamp of a moment of the other stream, on the best clock that both know.</summary>
    internal long? StampOf(in FrameMoment moment, long? cameraTimeOfZeroMicroseconds, out PictureAlignment alignment)
    {
        alignment = PictureAlignment.None;
        if (!timeBase.IsPositive) return null;
        TimeSpan? byArrival = moment.Arrival - Offset, byCamera = moment.Camera - CameraTimeOfZero(cameraTimeOfZeroMicroseconds);
        // Reports that are seconds away from what arrives are wrong: some cameras report each stream by another clock.
        if (byCamera is { } told && (byArrival is not { } arrived || (told - arrived).Duration() < ReportErrorMax))
        {
            alignment = PictureAlignment.SenderReports;
            return ToTicks(told);
        }
        if (byArrival is null) return null;
        alignment = PictureAlignment.Arrival;
        return ToTicks(byArrival.Value);
    }

    private static DateTimeOffset? CameraTimeOfZero(long? microseconds) => microseconds is { } since1970 and >= 0 and < MicrosecondsMax
        ? DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(since1970)
        : null;

    private bool TryScale(long stamp, out TimeSpan scaled)
    {
        scaled = default;
        if (stamp == AvCode.AV_NOPTS_VALUE || !timeBase.IsPositive) return false;
        Int128 ticks = (Int128)stamp * timeBase.num * TimeSpan.TicksPerSecond / timeBase.den;
        // Two hundred years either way: anything else is a damaged stamp.
        if (Int128.Abs(ticks) > SpanTicksMax) return false;
        scaled = new TimeSpan((long)ticks);
        return true;
    }

    private long ToTicks(TimeSpan span) => (long)((Int128)span.Ticks * timeBase.den / timeBase.num / TimeSpan.TicksPerSecond);
}
