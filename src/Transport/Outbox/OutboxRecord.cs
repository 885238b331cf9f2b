using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>One committed record as the uplink sends it.</summary>
/// <param name="Stream">The log it stands in.</param>
/// <param name="Sequence">Its place in the log, from 1 without holes.</param>
/// <param name="Topic">Where it is published.</param>
/// <param name="Body">The record's exact bytes: the CloudEvent, or the header of a key frame. The hash chain runs over these.</param>
/// <param name="Image">The JPEG of a key frame; empty for events.</param>
public sealed record OutboxRecord(StreamKey Stream, long Sequence, string Topic, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Image)
{
    /// <summary>True for one that stands for records that are gone (contract D8).</summary>
    public bool IsTombstone => Topic.EndsWith("/" + Contract.EventGap.Type, StringComparison.Ordinal);
}
