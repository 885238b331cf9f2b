namespace SafeCity.Edge.Transport.Consumer;

/// <summary>What one process knows of a log beyond its store: what it has seen of it, and when it asks for what is missing.</summary>
internal sealed class LogProgress(StoredLog log, ReplayClock holeClock, ReplayClock tailClock)
{
    /// <summary>As the last commit left it.</summary>
    internal StoredLog Log { get; private set; } = log;

    internal ReplayClock HoleClock { get; } = holeClock;

    internal ReplayClock TailClock { get; } = tailClock;

    /// <summary>Highest sequence of which anything has come.</summary>
    internal long HighestSeen { get; private set; } = log.Watermark;

    /// <summary>Highest sequence that the box says it has given.</summary>
    internal long AnnouncedLast { get; private set; }

    /// <summary>True when the box has not been told of the watermark yet.</summary>
    internal bool IsCursorDue { get; set; } = log.Watermark > 0;

    internal void Saw(long sequence)
    {
        HighestSeen = Math.Max(HighestSeen, sequence);
        Watch();
    }

    internal void Announced(long nextSequence)
    {
        AnnouncedLast = Math.Max(AnnouncedLast, nextSequence - 1);
        Watch();
    }

    internal void Committed(StoredLog log)
    {
        bool advanced = log.Watermark > Log.Watermark;
        Log = log;
        // Said again also when nothing moved: what came was sent again, so the box may not know the cursor.
        IsCursorDue = log.Watermark > 0;
        if (advanced)
        {
            HoleClock.Reset();
            TailClock.Reset();
        }
        Watch();
    }

    private void Watch()
    {
        if (HighestSeen > Log.Watermark) HoleClock.Run();
        else HoleClock.Reset();
        if (AnnouncedLast > Math.Max(HighestSeen, Log.Watermark)) TailClock.Run();
        else TailClock.Reset();
    }
}
