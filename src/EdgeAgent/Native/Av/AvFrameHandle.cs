using SafeCity.Edge.Native;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Owns one AVFrame and its reference to the picture's buffers.</summary>
internal sealed unsafe class AvFrameHandle : NativeHandle
{
    /// <summary>Takes ownership.</summary>
    internal AvFrameHandle(AVFrame* native) => Own((IntPtr)native);

    /// <summary>The object itself; valid while this handle is alive and not disposed.</summary>
    internal AVFrame* Pointer => (AVFrame*)handle;

    /// <inheritdoc />
    protected override void Release(IntPtr native)
    {
        AVFrame* pointer = (AVFrame*)native;
        Interop.Av.av_frame_free(&pointer);
    }
}
