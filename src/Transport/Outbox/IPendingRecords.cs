using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>What the uplink needs of the durable store. Safe to call from any thread.</summary>
public interface IPendingRecords
{
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

    /// <summary>Puts acknowledged records that are still in the replay ring back into the queue. Returns how many.</summary>
    int Replay(StreamKey stream, long fromSequence, long toSequence);

    /// <summary>
    /// Completes when a record was committed or replayed since the last wait completed; the first wait completes at once. Records that
    /// only wait for their acknowledgement do not complete it again. One waiter at a time.
    /// </summary>
    Task WaitForRecordsAsync(CancellationToken cancellationToken);
}
