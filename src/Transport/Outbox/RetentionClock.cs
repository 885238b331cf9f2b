namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// The time by which records grow old: the wall clock of the start, moved on by the monotonic one. A clock that is set a year ahead
/// while the agent runs must not make everything old at once. Writer thread only.
/// </summary>
internal sealed class RetentionClock(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _startStamp = time.GetTimestamp();
    private long? _last;

    /// <summary>Now, without jumps.</summary>
    internal DateTimeOffset Now => _start + time.GetElapsedTime(_startStamp);

    /// <summary>True once a minute, and the first time.</summary>
    internal bool IsDue()
    {
        if (_last is long last && time.GetElapsedTime(last) < Interval) return false;
        _last = time.GetTimestamp();
        return true;
    }
}
