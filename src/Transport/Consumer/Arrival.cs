using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>One whole record that arrived and is well formed.</summary>
internal sealed record Arrival(RecordName Name, byte[] Body, string PreviousHash)
{
    internal CloudEvent? Event { get; init; }

    internal KeyFrameHeader? Header { get; init; }

    internal byte[] Image { get; init; } = [];

    internal bool IsImageIntact { get; init; } = true;

    /// <summary>Set when this stands for what a tombstone explains.</summary>
    internal ReceivedGap? Gap { get; init; }

    internal byte[] Digest { get; } = HashChain.Digest(Body);

    internal long Bytes => Body.Length + Image.Length;
}
