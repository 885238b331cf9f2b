using SafeCity.Edge.Native;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Owns one AVPacket.</summary>
internal sealed unsafe class AvPacketHandle : NativeHandle
{
    /// <summary>Takes ownership.</summary>
    internal AvPacketHandle(AVPacket* native) => Own((IntPtr)native);

    /// <summary>The object itself; valid while this handle is alive and not disposed.</summary>
    internal AVPacket* Pointer => (AVPacket*)handle;

    /// <inheritdoc />
    protected override void Release(IntPtr native)
    {
        AVPacket* pointer = (AVPacket*)native;
        Interop.AvCodec.av_packet_free(&pointer);
    }
}
