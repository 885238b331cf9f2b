using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// Turns a stream's time stamps into media time: 0 at the first frame, never backwards. A missing stamp is filled in by the frame
/// rate. A stamp that jumps (a camera that set its clock, a damaged packet) starts a new count one frame after the last.
/// </summary>
internal sealed class MediaClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const double FramesPerSecondFallback = 25;

    // Real gaps (a lost network, a paused recording) are shorter; damaged stamps are years off.
    private const long JumpForwardMax = 3600 * NanosecondsPerSecond;

    // Reordered or repeated stamps step back a few frames at most.
    private const long StepBackMax = NanosecondsPerSecond;

    private readonly AVRational _timeBase;
    private readonly long _frameNanoseconds;
    private Int128 _offset;
    private long _last;
    private bool _started;
    private bool _anchored;

    internal MediaClock(AVRational timeBase, AVRational frameRate)
    {
        _timeBase = timeBase.IsPositive ? timeBase : new AVRational { num = 1, den = 90_000 };
        double rate = frameRate.IsPositive && frameRate.Value is > 0.001 and < 1000 ? frameRate.Value : FramesPerSecondFallback;
        _frameNanoseconds = (long)(NanosecondsPerSecond / rate);
    }

    /// <summary>The media time of the next frame.</summary>
    /// <param name="stamp">In ticks of the time base, or <see cref="AvCode.AV_NOPTS_VALUE"/>.</param>
    internal MediaTime Next(long stamp)
    {
        long expected = _started ? _last + _frameNanoseconds : 0;
        _started = true;
        if (stamp == AvCode.AV_NOPTS_VALUE) return Set(expected);
        Int128 raw = (Int128)stamp * _timeBase.num * NanosecondsPerSecond / _timeBase.den;
        if (!_anchored)
        {
            _anchored = true;
            _offset = raw - expected;
        }
        Int128 time = raw - _offset;
        if (time > (Int128)_last + JumpForwardMax || time < (Int128)_last - StepBackMax)
        {
            _offset = raw - expected;
            time = expected;
        }
        return Set((long)Int128.Max(time, _last));
    }

    private MediaTime Set(long nanoseconds) => new(_last = nanoseconds);
}
