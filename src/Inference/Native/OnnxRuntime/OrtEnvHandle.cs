using SafeCity.Edge.Native;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Owns the <c>OrtEnv</c>: one a process, see <see cref="OnnxRuntimeLibrary"/>.</summary>
internal sealed class OrtEnvHandle : NativeHandle
{
    internal OrtEnvHandle(IntPtr native) => Own(native);

    /// <inheritdoc />
    protected override void Release(IntPtr native) => Interop.OnnxRuntime.ReleaseEnv(native);
}
