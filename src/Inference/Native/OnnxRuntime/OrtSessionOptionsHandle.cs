using SafeCity.Edge.Native;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Owns an <c>OrtSessionOptions</c>; a session copies what it needs when it is created.</summary>
internal sealed class OrtSessionOptionsHandle : NativeHandle
{
    internal OrtSessionOptionsHandle(IntPtr native) => Own(native);

    /// <inheritdoc />
    protected override void Release(IntPtr native) => Interop.OnnxRuntime.ReleaseSessionOptions(native);
}
