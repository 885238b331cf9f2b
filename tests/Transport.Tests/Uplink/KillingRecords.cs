using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Uplink;

/// <summary>An outbox that kills its process at the points of <see cref="AgentChild"/> that delivery reaches.</summary>
internal sealed class KillingRecords(OutboxStore outbox, KillAt kill) : IPendingRecords
{
    public string? Consumer => outbox.Consumer;

    public HealthStore Health() => outbox.Health();

    public IReadOnlyList<StreamPosition> Positions() => outbox.Positions();

    public IReadOnlyList<OutboxRecord> ReadUnacknowledged(StreamKey stream, long afterSequence, int recordsMax)
    {
        // Whoever asks for what follows has handed over what was before.
        if (afterSequence > 0) kill.Reached(AgentChild.AfterPublish);
        return outbox.ReadUnacknowledged(stream, afterSequence, recordsMax);
    }

    public void MarkAcknowledged(StreamKey stream, long sequence) =>
        outbox.MarkAcknowledged(stream, sequence);

    public async Task<CursorVerdict> AdvanceCursorAsync(StreamKey stream, long sequence)
    {
        kill.Reached(AgentChild.BeforeCursor);
        CursorVerdict verdict = await outbox.AdvanceCursorAsync(stream, sequence);
        kill.Reached(AgentChild.AfterCursor);
        return verdict;
    }

    public Task<bool> WitnessAsync(StreamKey seen, long lastSequence) =>
        outbox.WitnessAsync(seen, lastSequence);

    public Task<bool> QuarantineAsync(StreamKey stream, long sequence, string cause) =>
        outbox.QuarantineAsync(stream, sequence, cause);

    public int Replay(StreamKey stream, long fromSequence, long toSequence) =>
        outbox.Replay(stream, fromSequence, toSequence);

    public Task WaitForRecordsAsync(CancellationToken cancellationToken) => outbox.WaitForRecordsAsync(cancellationToken);
}
