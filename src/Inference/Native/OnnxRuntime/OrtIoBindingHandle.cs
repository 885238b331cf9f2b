using SafeCity.Edge.Native;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Owns an <c>OrtIoBinding</c>; keeps its session.</summary>
internal sealed class OrtIoBindingHandle : NativeHandle
{
    internal OrtIoBindingHandle(IntPtr native, NativeHandle session)
    {
        Own(native);
        DependOn(session);
    }

    /// <inheritdoc />
    protected override void Release(IntPtr native) => Interop.OnnxRuntime.ReleaseIoBinding(native);
}
