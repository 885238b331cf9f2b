namespace SafeCity.Edge.Agent.Decode;

/// <summary>How much a <see cref="PacketRing"/> holds.</summary>
/// <param name="Span">Older groups go once the newer ones span this long.</param>
/// <param name="BytesMax">Compressed bytes.</param>
/// <param name="PacketsMax">Packets.</param>
internal readonly record struct PacketRingLimits(TimeSpan Span, long BytesMax, int PacketsMax)
{
    /// <summary>
    /// Key frames of the main stream: 3 s back, and as much as the group needs that reaches across. 32 MiB are 16 s of a 16 Mbit/s
    /// stream.
    /// </summary>
    internal static PacketRingLimits MainStream { get; } = new(TimeSpan.FromSeconds(3), 32 << 20, 1024);
}
