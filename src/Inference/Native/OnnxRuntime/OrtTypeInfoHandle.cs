using SafeCity.Edge.Native;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Owns an <c>OrtTypeInfo</c>.</summary>
internal sealed class OrtTypeInfoHandle : NativeHandle
{
    internal OrtTypeInfoHandle(IntPtr native) => Own(native);

    /// <inheritdoc />
    protected override void Release(IntPtr native) => Interop.OnnxRuntime.ReleaseTypeInfo(native);
}
