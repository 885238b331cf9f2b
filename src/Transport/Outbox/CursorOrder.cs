using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>A consumer has everything of a log up to a sequence (contract D7). Result: a <see cref="CursorVerdict"/>.</summary>
internal sealed class CursorOrder(StreamKey stream, long sequence) : WriterOrder
{
    /// <inheritdoc/>
    internal override void Run(WriterTables tables, DateTimeOffset now)
    {
        Result = (long)CursorVerdict.Ignored;
        // At or above the next one: the store went back, which is another order's business (D2).
        if (tables.Streams.Find(stream) is not { } log || sequence < log.Committed || sequence >= log.End.NextSequence) return;
        Result = (long)(sequence == log.Committed ? CursorVerdict.Unchanged : CursorVerdict.Advanced);
        if (sequence == log.Committed) return;
        log.Committed = sequence;
        log.IsChanged = true;
        tables.Records.DeleteUpTo(log.Id, sequence);
    }
}
