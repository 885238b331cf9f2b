using SafeCity.Edge.Native;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Owns an <c>OrtMemoryInfo</c>.</summary>
internal sealed class OrtMemoryInfoHandle : NativeHandle
{
    internal OrtMemoryInfoHandle(IntPtr native) => Own(native);

    /// <summary>Plain processor memory: <c>OrtArenaAllocator</c>, <c>OrtMemTypeDefault</c>.</summary>
    internal static unsafe OrtMemoryInfoHandle Processor()
    {
        const int arenaAllocator = 1;
        IntPtr memoryInfo;
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.CreateCpuMemoryInfo(arenaAllocator, 0, &memoryInfo), "describing its memory");
        return new OrtMemoryInfoHandle(memoryInfo);
    }

    /// <inheritdoc />
    protected override void Release(IntPtr native) => Interop.OnnxRuntime.ReleaseMemoryInfo(native);
}
