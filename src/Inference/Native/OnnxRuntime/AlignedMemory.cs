using System.Runtime.InteropServices;
using SafeCity.Edge.Native;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Owns zeroed native memory for one tensor, aligned for the widest vector loads (64 bytes, a cache line as well).</summary>
internal sealed unsafe class AlignedMemory : NativeHandle
{
    private const int AlignmentBytes = 64;

    private AlignedMemory(void* memory, nuint byteCount)
    {
        Own((IntPtr)memory);
        ByteCount = byteCount;
    }

    internal nuint ByteCount { get; }

    /// <summary>At least one byte is taken, so that a tensor without elements has an address too.</summary>
    /// <exception cref="OutOfMemoryException">The system has none left.</exception>
    internal static AlignedMemory Allocate(nuint byteCount)
    {
        void* memory = NativeMemory.AlignedAlloc(Math.Max(byteCount, 1), AlignmentBytes);
        NativeMemory.Clear(memory, byteCount);
        return new AlignedMemory(memory, byteCount);
    }

    /// <inheritdoc />
    protected override void Release(IntPtr native) => NativeMemory.AlignedFree((void*)native);
}
