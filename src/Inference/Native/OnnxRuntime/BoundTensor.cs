namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>A tensor of fixed shape in aligned native memory of ours, bound once for the whole life of a session.</summary>
internal sealed unsafe class BoundTensor : IDisposable
{
    private readonly AlignedMemory _memory;
    private readonly OrtValueHandle _value;

    private BoundTensor(AlignedMemory memory, OrtValueHandle value, int elementCount)
    {
        _memory = memory;
        _value = value;
        ElementCount = elementCount;
    }

    internal int ElementCount { get; }

    /// <summary>Zeroed memory for a tensor. The session passes only types with a size and shapes without free dimensions.</summary>
    /// <exception cref="OnnxRuntimeException">More elements than a span can hold.</exception>
    internal static BoundTensor Allocate(OrtMemoryInfoHandle memoryInfo, OnnxTensorInfo info, int elementBytes)
    {
        int elementCount = CountElements(info);
        AlignedMemory memory = AlignedMemory.Allocate((nuint)elementCount * (nuint)elementBytes);
        try
        {
            IntPtr value;
            long[] shape = [.. info.Shape];
            fixed (long* sizes = shape)
            {
                OrtError.ThrowIfFailed(
                    Interop.OnnxRuntime.CreateTensorWithDataAsOrtValue(
                        memoryInfo.DangerousGetHandle(), (void*)memory.DangerousGetHandle(), memory.ByteCount, sizes,
                        (nuint)shape.Length, (int)info.ElementType, &value),
                    $"creating the tensor {info}");
            }
            return new BoundTensor(memory, new OrtValueHandle(value, memory), elementCount);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    internal void BindAsInput(OrtIoBindingHandle binding, byte[] name)
    {
        fixed (byte* nativeName = name)
        {
            OrtError.ThrowIfFailed(Interop.OnnxRuntime.BindInput(binding.DangerousGetHandle(), nativeName, _value.DangerousGetHandle()),
                "binding an input");
        }
    }

    internal void BindAsOutput(OrtIoBindingHandle binding, byte[] name)
    {
        fixed (byte* nativeName = name)
        {
            OrtError.ThrowIfFailed(Interop.OnnxRuntime.BindOutput(binding.DangerousGetHandle(), nativeName, _value.DangerousGetHandle()),
                "binding an output");
        }
    }

    /// <summary>The elements as floats; the session has checked the type.</summary>
    internal Span<float> Floats() => new((void*)_memory.DangerousGetHandle(), ElementCount);

    /// <inheritdoc />
    public void Dispose()
    {
        _value.Dispose();
        _memory.Dispose();
    }

    private static int CountElements(OnnxTensorInfo info)
    {
        long count = 1;
        foreach (long size in info.Shape)
        {
            count *= size;
            // Checked at each step: sizes come from a file, and a product must not wrap round.
            if (count is < 0 or > int.MaxValue || size is < 0 or > int.MaxValue)
                throw new OnnxRuntimeException(OnnxErrorKind.ModelUnsupported,
                    $"tensor {info} has more than {int.MaxValue} elements: use a smaller input");
        }
        return (int)count;
    }
}
