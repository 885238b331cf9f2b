using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// Applies what comes from outside about how far the logs have got: cursors below <c>ack/</c> and the own birth that the broker kept
/// (contract D2, D7). What cannot be read, other consumers' cursors, and lower or unknown ones are counted.
/// </summary>
internal sealed class CursorReader(Topics topics, IPendingRecords records, UplinkCounters counters)
{
    private readonly string? _cursor = records.Consumer is { } consumer ? topics.Cursor(consumer) : null;

    /// <summary>Takes a message below <c>ack/</c>. True when it is the named consumer's.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">Its bytes.</param>
    /// <param name="advanced">Told of each log whose cursor moved.</param>
    public async Task<bool> TakeAsync(string topic, ReadOnlyMemory<byte> payload, Action<StreamKey, long> advanced)
    {
        if (topic != _cursor) return false;
        if (CursorMessage.Parse(payload.Span) is not { } message)
        {
            Ignored(1);
            return true;
        }
        foreach (CursorPosition cursor in message.Cursors)
        {
            StreamKey stream = new(cursor.Stream, cursor.Epoch);
            // A cursor above what was ever given is no lie of the consumer: the store went back.
            if (await WitnessAsync(stream, cursor.Sequence).ConfigureAwait(false)) continue;
            CursorVerdict verdict = await records.AdvanceCursorAsync(stream, cursor.Sequence).ConfigureAwait(false);
            if (verdict == CursorVerdict.Advanced) advanced(stream, cursor.Sequence);
            if (verdict == CursorVerdict.Ignored) Ignored(1);
        }
        return true;
    }

    /// <summary>Compares the own birth with the store.</summary>
    public async Task TakeBirthAsync(BirthMessage birth)
    {
        foreach (StatePosition seen in birth.Streams)
        {
            StreamKey stream = new(seen.Stream, seen.Epoch);
            // A log that is not here yet must begin above what was said of it.
            if (records.Positions().Any(p => p.Stream.Stream == seen.Stream))
                await WitnessAsync(stream, seen.NextSequence - 1).ConfigureAwait(false);
            else
                _ = await records.WitnessAsync(stream, seen.NextSequence - 1).ConfigureAwait(false);
        }
    }

    private async Task<bool> WitnessAsync(StreamKey seen, long lastSequence)
    {
        StreamPosition? ours = records.Positions().Where(p => p.Stream.Stream == seen.Stream).MaxBy(p => p.Stream.Epoch);
        // A look before the question: the answer costs a transaction.
        if (ours is null || !(seen.Epoch > ours.Stream.Epoch || (seen.Epoch == ours.Stream.Epoch && lastSequence >= ours.NextSequence)))
            return false;
        if (!await records.WitnessAsync(seen, lastSequence).ConfigureAwait(false)) return false;
        counters.Change(s => s with
        {
            StoreWentBack = true,
            LastError = $"the outbox went back in time: it would give number {ours.NextSequence} in {seen.Stream} next, but the broker " +
                $"has heard of {lastSequence}; was an old copy restored? The log goes on in a new epoch",
        });
        return true;
    }

    private void Ignored(int count) => counters.Change(s => s with { CursorsIgnored = s.CursorsIgnored + count });
}
