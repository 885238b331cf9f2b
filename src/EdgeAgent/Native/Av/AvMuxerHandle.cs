using SafeCity.Edge.Native;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Owns a file that is being written, with its context; closing it without a trailer leaves half a file.</summary>
internal sealed unsafe class AvMuxerHandle : NativeHandle
{
    /// <summary>Takes ownership.</summary>
    internal AvMuxerHandle(AVFormatContext* native) => Own((IntPtr)native);

    /// <summary>The object itself; valid while this handle is alive and not disposed.</summary>
    internal AVFormatContext* Pointer => (AVFormatContext*)handle;

    /// <inheritdoc />
    protected override void Release(IntPtr native)
    {
        AVFormatContext* pointer = (AVFormatContext*)native;
        _ = Interop.AvFormat.avio_closep(&pointer->pb);
        Interop.AvFormat.avformat_free_context(pointer);
    }
}
