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
    private bool _started;
    private bool _anchored;

    /// <summary>Recorded material is in the past: the run's start is taken as the end of the recording.</summary>
    internal TimeSpan RecordingDuration { get; init; }

    /// <summary>The next frame is the first of a new connection.</summary>
    internal void BeginConnection() => _anchored = false;

    /// <summary>Media time since the first frame of the run, strictly increasing, and the wall time of the frame.</summary>
    internal (MediaTime Media, DateTimeOffset Wall) Stamp(MediaTime streamTime)
    {
        if (!_started)
        {
            _started = true;
            _startTimestamp = time.GetTimestamp();
            _wallOfZero = time.GetUtcNow() - RecordingDuration;
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
