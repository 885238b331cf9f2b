namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Makes packets, looks at them and passes them on; nothing of their bytes is copied.</summary>
internal static unsafe class AvPackets
{
    /// <summary>An empty packet.</summary>
    internal static AvPacketHandle Allocate() =>
        new(AvException.CheckAllocated(Interop.AvCodec.av_packet_alloc(), nameof(Interop.AvCodec.av_packet_alloc)));

    /// <summary>Makes an empty packet hold a copy of bytes.</summary>
    /// <exception cref="AvException">Out of memory.</exception>
    internal static void Fill(AvPacketHandle packet, ReadOnlySpan<byte> bytes)
    {
        AvException.Check(Interop.AvCodec.av_new_packet(packet, bytes.Length), nameof(Interop.AvCodec.av_new_packet));
        bytes.CopyTo(new Span<byte>(packet.Pointer->data, bytes.Length));
    }

    /// <summary>The packet's bytes, valid until it is emptied.</summary>
    internal static ReadOnlySpan<byte> Bytes(AvPacketHandle packet) => new(packet.Pointer->data, packet.Pointer->size);

    /// <summary>Bytes of the compressed picture.</summary>
    internal static int Size(AvPacketHandle packet) => packet.Pointer->size;

    /// <summary>Decoding can begin with this packet.</summary>
    internal static bool IsKey(AvPacketHandle packet) => (packet.Pointer->flags & AvCode.AV_PKT_FLAG_KEY) != 0;

    /// <summary>When its picture is shown, in ticks of the stream; the time of decoding if the container tells only that.</summary>
    internal static long TimeStamp(AvPacketHandle packet) =>
        packet.Pointer->pts != AvCode.AV_NOPTS_VALUE ? packet.Pointer->pts : packet.Pointer->dts;

    /// <summary>When it is decoded, in ticks of the stream: packets come in this order. The time of showing if only that is known.</summary>
    internal static long DecodingStamp(AvPacketHandle packet) =>
        packet.Pointer->dts != AvCode.AV_NOPTS_VALUE ? packet.Pointer->dts : packet.Pointer->pts;

    /// <summary>Drops the packet's bytes.</summary>
    internal static void Clear(AvPacketHandle packet) => Interop.AvCodec.av_packet_unref(packet);

    /// <summary>Moves the contents; <paramref name="to"/> must be empty, <paramref name="from"/> is so afterwards.</summary>
    internal static void Move(AvPacketHandle from, AvPacketHandle to) => Interop.AvCodec.av_packet_move_ref(to, from);

    /// <summary>Makes an empty packet hold the same bytes; they live until both are emptied. The count of holders is thread-safe.</summary>
    /// <exception cref="AvException">Out of memory.</exception>
    internal static void Share(AvPacketHandle from, AvPacketHandle to) =>
        AvException.Check(Interop.AvCodec.av_packet_ref(to, from), nameof(Interop.AvCodec.av_packet_ref));
}
