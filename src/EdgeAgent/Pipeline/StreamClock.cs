using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// Places the frames of one camera on one media time and on the wall clock, also over reconnects, after which the stream's own
/// time starts again at zero.
/// </summary>
internal sealed class StreamClock(TimeProvider time)
{
    private long _startTimestamp;
    private DateTimeOffset _wallOfZero;
    private MediaTime _offset;
    private MediaTime _last;
    private TimeSpan _alreadyPast;
    private bool _started;
    private bool _anchored;

    /// <summary>The next frame is the first of a new connection.</summary>
    /// <param name="alreadyPast">
    /// Length of a recording that is read faster than it was made: its end is taken to be now, so that no event lies in the future.
    /// </param>
    internal void BeginConnection(TimeSpan alreadyPast = default)
    {
        _anchored = false;
        _alreadyPast = alreadyPast;
    }

    /// <summary>Media time since the first frame of the run, strictly increasing, and the wall time of the frame.</summary>
    internal (MediaTime Media, DateTimeOffset Wall) Stamp(MediaTime streamTime)
    {
        if (!_started)
        {
            _started = true;
            _startTimestamp = time.GetTimestamp();
            _wallOfZero = time.GetUtcNow() - _alreadyPast;
        }
        if (!_anchored)
        {
            _anchored = true;
            // A gap between connections is as long as the box's monotonic clock says.
            _offset = _last == MediaTime.Zero ? MediaTime.Zero : MediaTime.Zero + time.GetElapsedTime(_startTimestamp);
        }
        MediaTime media = new(_offset.Nanoseconds + streamTime.Nanoseconds);
        if (media <= _last && _last > MediaTime.Zero) media = new MediaTime(_last.Nanoseconds + 1);
        _last = media;
        return (media, WallOf(media));
    }

    /// <summary>The wall time of a moment on the media time; millisecond steps, as events carry it.</summary>
    internal DateTimeOffset WallOf(MediaTime media) => _wallOfZero + (media - MediaTime.Zero);
}
