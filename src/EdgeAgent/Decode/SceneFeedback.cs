namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// The way back from the analysis to the decoding thread: room for the last few <see cref="SceneActivity"/>; full means the oldest is
/// overwritten. The analysis posts after each frame, and completes when it will post no more.
/// </summary>
/// <param name="time">By which waiting is measured; null: the system's.</param>
internal sealed class SceneFeedback(TimeProvider? time = null)
{
    private const int Kept = 4;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly object _gate = new();
    private readonly SceneActivity[] _posts = new SceneActivity[Kept];
    private long _count;
    private bool _completed;
    private long _waitedTicks;

    /// <summary>How long <see cref="WaitFor"/> has waited in all.</summary>
    internal TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref _waitedTicks));

    /// <summary>Tells of the frame that was analysed last.</summary>
    internal void Post(in SceneActivity activity)
    {
        lock (_gate)
        {
            _posts[_count++ % Kept] = activity;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>No more will be posted; wakes whoever waits.</summary>
    internal void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The newest; false if there is none yet.</summary>
    internal bool TryGetLatest(out SceneActivity activity)
    {
        lock (_gate)
        {
            activity = _count > 0 ? _posts[(_count - 1) % Kept] : default;
            return _count > 0;
        }
    }

    /// <summary>
    /// Waits until a frame has been analysed and gives what was told of exactly that one, whatever has come since: the same clip gives
    /// the same decisions. False if it will never come, or has been overwritten.
    /// </summary>
    internal bool WaitFor(long frame, out SceneActivity activity)
    {
        long started = _time.GetTimestamp();
        lock (_gate)
        {
            while (!_completed && (_count == 0 || _posts[(_count - 1) % Kept].Frame < frame)) Monitor.Wait(_gate);
            Interlocked.Add(ref _waitedTicks, _time.GetElapsedTime(started).Ticks);
            for (long i = _count - 1; i >= 0 && i >= _count - Kept; i--)
            {
                activity = _posts[i % Kept];
                if (activity.Frame == frame) return true;
            }
            activity = default;
            return false;
        }
    }
}
