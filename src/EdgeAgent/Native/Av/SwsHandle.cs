using SafeCity.Edge.Native;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Owns a scaler.</summary>
internal sealed unsafe class SwsHandle : NativeHandle
{
    /// <summary>Takes ownership.</summary>
    internal SwsHandle(SwsContext* native) => Own((IntPtr)native);

    /// <summary>The object itself; valid while this handle is alive and not disposed.</summary>
    internal SwsContext* Pointer => (SwsContext*)handle;

    /// <inheritdoc />
    protected override void Release(IntPtr native)
    {
        Interop.SwScale.sws_freeContext((SwsContext*)native);
    }
}
