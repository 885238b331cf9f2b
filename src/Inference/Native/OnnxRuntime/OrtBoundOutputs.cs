using SafeCity.Edge.Native;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>
/// Owns the array of output values that the last run of a binding produced, and each value in it. Empty before the first run. The
/// values keep their allocator themselves, so they may outlive binding and session.
/// </summary>
internal sealed unsafe class OrtBoundOutputs : NativeHandle
{
    private nuint _count;

    /// <summary>Borrowed until the next <see cref="Clear"/>; the order is that in which the outputs were bound.</summary>
    internal IntPtr this[int index] =>
        (nuint)index < _count ? ((IntPtr*)handle)[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Takes the values of the run that has just ended. Call <see cref="Clear"/> before that run.</summary>
    internal void Fetch(OrtIoBindingHandle binding)
    {
        Clear();
        IntPtr* values = null;
        nuint count = 0;
        OrtError.ThrowIfFailed(
            Interop.OnnxRuntime.GetBoundOutputValues(binding.DangerousGetHandle(), OnnxRuntimeLibrary.DefaultAllocator, &values, &count),
            "reading the outputs");
        _count = count;
        Own((IntPtr)values);
    }

    /// <summary>Gives the memory of the last outputs back.</summary>
    internal void Clear()
    {
        if (IsInvalid) return;
        IntPtr values = handle;
        Own(IntPtr.Zero);
        Free(values);
    }

    /// <inheritdoc />
    protected override void Release(IntPtr native) => Free(native);

    private void Free(IntPtr values)
    {
        for (nuint i = 0; i < _count; i++) Interop.OnnxRuntime.ReleaseValue(((IntPtr*)values)[i]);
        _count = 0;
        OrtError.Forget(Interop.OnnxRuntime.AllocatorFree(OnnxRuntimeLibrary.DefaultAllocator, (void*)values));
    }
}
