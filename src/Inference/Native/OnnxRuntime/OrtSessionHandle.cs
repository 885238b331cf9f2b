using SafeCity.Edge.Native;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Owns an <c>OrtSession</c>; keeps the environment.</summary>
internal sealed class OrtSessionHandle : NativeHandle
{
    internal OrtSessionHandle(IntPtr native, NativeHandle environment)
    {
        Own(native);
        DependOn(environment);
    }

    /// <inheritdoc />
    protected override void Release(IntPtr native) => Interop.OnnxRuntime.ReleaseSession(native);
}
