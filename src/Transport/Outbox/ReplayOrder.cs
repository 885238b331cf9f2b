using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>A range of a log that is to be sent again. Result: how many records.</summary>
internal sealed class ReplayOrder(StreamKey stream, long from, long to) : WriterOrder
{
    /// <inheritdoc/>
    internal override void Run(WriterTables tables, DateTimeOffset now)
    {
        Result = 0;
        if (tables.Streams.Find(stream) is not { } log) return;
        (int records, long bytes) = tables.Records.Replay(log.Id, from, to);
        tables.Ring.Removed(records, bytes);
        Result = records;
        WakesUplink = records > 0;
    }
}
