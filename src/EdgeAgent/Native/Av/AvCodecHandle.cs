using SafeCity.Edge.Native;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Owns a decoder or encoder.</summary>
internal sealed unsafe class AvCodecHandle : NativeHandle
{
    /// <summary>Takes ownership.</summary>
    internal AvCodecHandle(AVCodecContext* native) => Own((IntPtr)native);

    /// <summary>The object itself; valid while this handle is alive and not disposed.</summary>
    internal AVCodecContext* Pointer => (AVCodecContext*)handle;

    /// <inheritdoc />
    protected override void Release(IntPtr native)
    {
        AVCodecContext* pointer = (AVCodecContext*)native;
        Interop.AvCodec.avcodec_free_context(&pointer);
    }
}
