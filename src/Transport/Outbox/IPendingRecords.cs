using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>What the uplink needs of the durable store. Safe to call from any thread.</summary>
public interface IPendingRecords
{
    /// <summary>The consumer whose cursor commits (end-to-end mode); null in broker mode (contract D4).</summary>
    string? Consumer { get; }

    /// <summary>How the store stands, for the health message.</summary>
    HealthStore Health();

    /// <summary>Every log of the store, current and earlier epochs with unacknowledged records.</summary>
    IReadOnlyList<StreamPosition> Positions();

    /// <summary>
    /// Records of a log that are committed on disk and not yet acknowledged, with a sequence above <paramref name="afterSequence"/>,
    /// ascending, at most <paramref name="recordsMax"/>.
    /// </summary>
    IReadOnlyList<OutboxRecord> ReadUnacknowledged(StreamKey stream, long afterSequence, int recordsMax);

    /// <summary>
    /// The broker took the record and had a subscriber for it (PUBACK 0x00). In broker mode this commits it (contract D4): it stays
    /// for a while in the replay ring and is then deleted. Idempotent; unknown records are ignored.
    /// </summary>
    void MarkAcknowledged(StreamKey stream, long sequence);

    /// <summary>
    /// The named consumer has everything of the log up to the sequence durably (contract D7): it is deleted. Completes once that is
    /// stored. Lower cursors than before, and those of unknown logs or of sequences that were never given, are ignored.
    /// </summary>
    Task<CursorVerdict> AdvanceCursorAsync(StreamKey stream, long sequence);

    /// <summary>
    /// Somebody outside has seen this sequence of a log. If the store would give it once more, it went back in time: then the log goes
    /// on in a new epoch, with what is pending (contract D2). True if it did.
    /// </summary>
    Task<bool> WitnessAsync(StreamKey seen, long lastSequence);

    /// <summary>
    /// No broker takes the record: it is set aside, with a tombstone in its place (contract D9). False if it is not pending.
    /// </summary>
    Task<bool> QuarantineAsync(StreamKey stream, long sequence, string cause);

    /// <summary>Puts acknowledged records that are still in the replay ring back into the queue. Returns how many.</summary>
    int Replay(StreamKey stream, long fromSequence, long toSequence);

    /// <summary>
    /// Alarm events that were committed since the last call and are still pending, to be told early besides their place in the log
    /// (contract, section 3); at most some dozens, none older than five minutes.
    /// </summary>
    IReadOnlyList<OutboxRecord> TakeUrgent() => [];

    /// <summary>
    /// Completes when a record was committed or replayed since the last wait completed; the first wait completes at once. Records that
    /// only wait for their acknowledgement do not complete it again. One waiter at a time.
    /// </summary>
    Task WaitForRecordsAsync(CancellationToken cancellationToken);
}
