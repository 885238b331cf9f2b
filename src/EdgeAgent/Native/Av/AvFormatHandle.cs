using SafeCity.Edge.Native;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Owns an opened file or session; closing may talk to the camera, within the interrupt's deadline.</summary>
internal sealed unsafe class AvFormatHandle : NativeHandle
{
    /// <summary>Takes ownership.</summary>
    internal AvFormatHandle(AVFormatContext* native) => Own((IntPtr)native);

    /// <summary>The object itself; valid while this handle is alive and not disposed.</summary>
    internal AVFormatContext* Pointer => (AVFormatContext*)handle;

    /// <inheritdoc />
    protected override void Release(IntPtr native)
    {
        AVFormatContext* pointer = (AVFormatContext*)native;
        Interop.AvFormat.avformat_close_input(&pointer);
    }
}
