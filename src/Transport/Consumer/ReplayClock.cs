namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// Decides when a hole is asked for: first after a wait, then again and again with doubled waits; any progress starts anew.
/// </summary>
internal sealed class ReplayClock(TimeProvider time, TimeSpan firstWait, TimeSpan waitMax)
{
    private long? _since;

    /// <summary>How often the hole has been asked for since the last progress.</summary>
    internal int Attempts { get; private set; }

    private TimeSpan Wait => Attempts == 0
        ? firstWait
        : TimeSpan.FromTicks((long)Math.Min(waitMax.Ticks, firstWait.Ticks * Math.Pow(2, Attempts)));

    /// <summary>There is no hole, or it has become smaller.</summary>
    internal void Reset() => (_since, Attempts) = (null, 0);

    /// <summary>There is a hole; its age counts from the first call after a reset.</summary>
    internal void Run() => _since ??= time.GetTimestamp();

    /// <summary>True when it is time to ask; the next wait has then begun.</summary>
    internal bool TakeDue()
    {
        if (_since is not long since || time.GetElapsedTime(since) < Wait) return false;
        Attempts++;
        _since = time.GetTimestamp();
        return true;
    }
}
