using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>One well-formed message: an event, a tombstone, a chunk of a key frame, or where the logs of a box stand.</summary>
internal sealed record IncomingMessage(DeviceIdentity Device, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The record that it belongs to; null for an announcement.</summary>
    internal RecordName? Name { get; init; }

    /// <summary>Of an event and of a tombstone.</summary>
    internal CloudEvent? Event { get; init; }

    /// <summary>Of a tombstone.</summary>
    internal EventGap? Gap => Event?.Data.Gap;

    internal KeyFrameChunk? Chunk { get; init; }

    /// <summary>Of a chunk.</summary>
    internal KeyFrameHeader? Header { get; init; }

    /// <summary>Of an announcement: each log and the sequence that its next record will have.</summary>
    internal IReadOnlyList<(StreamKey Stream, long NextSequence)> Announced { get; init; } = [];
}
