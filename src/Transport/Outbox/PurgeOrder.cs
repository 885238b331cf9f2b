using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Erases what was recorded of a camera before a moment. Result: how many records.</summary>
internal sealed class PurgeOrder(string? camera, DateTimeOffset before) : WriterOrder
{
    /// <inheritdoc/>
    internal override void Run(WriterTables tables, DateTimeOffset now)
    {
        Result = 0;
        foreach (StreamLog log in tables.Streams.All)
        {
            if (log.Key.Stream == StreamKey.System || (camera is not null && log.Key.Camera != camera)) continue;
            List<Victim> victims = tables.Records.Before(log.Id, before.ToUnixTimeMilliseconds());
            if (victims.Count > 0) tables.Tombstones.Replace(log, victims, "erased", now);
            Result += victims.Count + tables.Records.EraseRing(log.Id, before.ToUnixTimeMilliseconds());
        }
        tables.Ring.Reload();
        WakesUplink = true;
    }
}
