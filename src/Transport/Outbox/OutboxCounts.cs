namespace SafeCity.Edge.Transport.Outbox;

/// <summary>What the store holds and has held, over all starts of the agent, and what this start refused.</summary>
public sealed record OutboxCounts
{
    /// <summary>Events that were ever committed.</summary>
    public required long EventsRecorded { get; init; }

    /// <summary>Events that the broker has taken.</summary>
    public required long EventsAcknowledged { get; init; }

    /// <summary>Key frames that were ever committed.</summary>
    public required long KeyFramesRecorded { get; init; }

    /// <summary>Key frames that the broker has taken.</summary>
    public required long KeyFramesAcknowledged { get; init; }

    /// <summary>Facts refused since the start because the queue stayed full.</summary>
    public required long FactsOverloaded { get; init; }

    /// <summary>Facts refused since the start because the store could not take them (full, read-only, damaged).</summary>
    public required long FactsFailed { get; init; }

    /// <summary>Acknowledgements dropped since the start because too many waited; their records are sent again after a reconnect.</summary>
    public required long AcknowledgementsDropped { get; init; }

    /// <summary>Events that gave way to tombstones: shed, expired or set aside.</summary>
    public required long EventsShed { get; init; }

    /// <summary>Key frames that gave way to tombstones.</summary>
    public required long KeyFramesShed { get; init; }

    /// <summary>Share of the store's limit that is in use, 0 to 1.</summary>
    public required double StoreUsedShare { get; init; }

    /// <summary>Events still to be acknowledged.</summary>
    public long EventsPending => EventsRecorded - EventsShed - EventsAcknowledged;

    /// <summary>Key frames still to be acknowledged.</summary>
    public long KeyFramesPending => KeyFramesRecorded - KeyFramesShed - KeyFramesAcknowledged;
}
