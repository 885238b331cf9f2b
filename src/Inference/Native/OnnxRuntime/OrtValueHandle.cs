using SafeCity.Edge.Native;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Owns an <c>OrtValue</c> over memory of ours; keeps that memory.</summary>
internal sealed class OrtValueHandle : NativeHandle
{
    internal OrtValueHandle(IntPtr native, NativeHandle memory)
    {
        Own(native);
        DependOn(memory);
    }

    /// <inheritdoc />
    protected override void Release(IntPtr native) => Interop.OnnxRuntime.ReleaseValue(native);
}
