namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Makes packets; the decoder and the encoder fill and empty them.</summary>
internal static unsafe class AvPackets
{
    /// <summary>An empty packet.</summary>
    internal static AvPacketHandle Allocate() =>
        new(AvException.CheckAllocated(Interop.AvCodec.av_packet_alloc(), nameof(Interop.AvCodec.av_packet_alloc)));

    /// <summary>The packet's bytes, valid until it is emptied.</summary>
    internal static ReadOnlySpan<byte> Bytes(AvPacketHandle packet) => new(packet.Pointer->data, packet.Pointer->size);

    /// <summary>Drops the packet's bytes.</summary>
    internal static void Clear(AvPacketHandle packet) => Interop.AvCodec.av_packet_unref(packet);
}
