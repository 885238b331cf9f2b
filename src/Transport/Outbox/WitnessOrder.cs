using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// Somebody outside has seen a log get further than the store knows: the store went back in time, and the numbers it would give next
/// have been given before. Opens a new epoch of that camera's logs and moves what is pending into it (contract D2). Result: 1 if it did.
/// </summary>
internal sealed class WitnessOrder(StreamKey seen, long lastSequence) : WriterOrder
{
    /// <inheritdoc/>
    internal override void Run(WriterTables tables, DateTimeOffset now)
    {
        Result = 0;
        // Of a store that was lost, under a clock that was set back.
        tables.Streams.SetFloor(seen);
        if (!tables.Streams.IsBehind(seen, lastSequence)) return;
        // Events and key frames name each other: both logs go on in a new epoch, whichever of the two was seen.
        string[] names = seen.Stream == StreamKey.System ? [seen.Stream] : [seen.Camera, StreamKey.KeyFramesOf(seen.Camera)];
        long above = Math.Max(seen.Epoch, names.Max(n => tables.Streams.EpochOf(n) ?? 0));
        foreach ((string name, long records) in tables.Mover.Move(names, Math.Max(above + 1, now.ToUnixTimeSeconds())))
            tables.Tombstones.Count("renamed", new StreamKey(name, 0).IsKeyFrames ? "keyframe" : "event", records);
        Result = 1;
        WakesUplink = true;
    }
}
