using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>A record that no broker takes goes aside, with a tombstone in its place (contract D9). Result: 1 if it did.</summary>
internal sealed class QuarantineOrder(StreamKey stream, long sequence, string cause) : WriterOrder
{
    /// <inheritdoc/>
    internal override void Run(WriterTables tables, DateTimeOffset now)
    {
        Result = 0;
        if (tables.Streams.Find(stream) is not { } log || tables.Records.Pending(log.Id, sequence) is not { } victim) return;
        tables.Records.SetAside(victim, cause, now.ToUnixTimeMilliseconds());
        tables.Tombstones.Replace(log, [victim], "rejected", now);
        Result = 1;
        WakesUplink = true;
    }
}
