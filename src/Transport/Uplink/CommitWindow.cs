namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// What of one log is with the broker and not yet covered by the consumer's cursor (end-to-end mode, contract D4 and D5): bounded,
/// and stalled when no cursor moves for too long. Pump only.
/// </summary>
internal sealed class CommitWindow(UplinkOptions options, TimeProvider time)
{
    private readonly Queue<long> _sent = new();
    private TimeSpan _patience = options.StallAfter;
    private long? _waitingSince;
    private long _committed;

    /// <summary>True when another record may go out.</summary>
    internal bool HasRoom => _sent.Count < options.UncommittedMax;

    /// <summary>Time stamp at which it counts as stalled; null when it waits for nothing.</summary>
    internal long? StalledAt => _waitingSince + (long)(_patience.TotalSeconds * time.TimestampFrequency);

    /// <summary>A record goes out.</summary>
    internal void Sent(long sequence)
    {
        if (sequence > _committed) _sent.Enqueue(sequence);
    }

    /// <summary>The broker has taken a record: from now on the consumer's cursor is awaited.</summary>
    internal void Brokered() => _waitingSince ??= _sent.Count > 0 ? time.GetTimestamp() : null;

    /// <summary>The cursor has moved.</summary>
    internal void Committed(long sequence)
    {
        if (sequence <= _committed) return;
        _committed = sequence;
        while (_sent.TryPeek(out long first) && first <= sequence) _sent.Dequeue();
        _patience = options.StallAfter;
        _waitingSince = _sent.Count > 0 ? time.GetTimestamp() : null;
    }

    /// <summary>True when the wait is over: the log is to be sent again from the cursor, and the next wait is longer.</summary>
    internal bool TakeStall()
    {
        if (StalledAt is not long at || time.GetTimestamp() < at) return false;
        _patience = TimeSpan.FromTicks(Math.Min(_patience.Ticks * 2, options.StallAfterMax.Ticks));
        _waitingSince = null;
        return true;
    }

    /// <summary>Everything is sent again from the cursor.</summary>
    internal void Rewound()
    {
        _sent.Clear();
        _waitingSince = null;
    }
}
