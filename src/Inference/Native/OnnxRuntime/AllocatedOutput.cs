namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>An output whose shape is known only after a run: the run allocates it, and it is read anew after every run.</summary>
internal sealed unsafe class AllocatedOutput(int index, byte[] name)
{
    private long[] _shape = [];
    private void* _data;
    private int _elementCount;

    /// <summary>The sizes of the last run; empty before the first.</summary>
    internal ReadOnlySpan<long> Shape => _shape;

    /// <summary>The elements of the last run as floats, borrowed until the next one; empty before the first.</summary>
    internal ReadOnlySpan<float> Floats() => new(_data, _elementCount);

    /// <summary>Before every run: what was bound by the last one must not be taken for a buffer of the caller.</summary>
    internal void Bind(OrtIoBindingHandle binding, OrtMemoryInfoHandle memoryInfo)
    {
        _data = null;
        _elementCount = 0;
        fixed (byte* nativeName = name)
        {
            OrtError.ThrowIfFailed(
                Interop.OnnxRuntime.BindOutputToDevice(binding.DangerousGetHandle(), nativeName, memoryInfo.DangerousGetHandle()),
                "binding an output");
        }
    }

    /// <summary>After every run. Allocates only when the rank differs from that of the run before.</summary>
    internal void Read(OrtBoundOutputs outputs)
    {
        IntPtr value = outputs[index];
        IntPtr tensorInfo;
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.GetTensorTypeAndShape(value, &tensorInfo), "reading the shape of an output");
        try
        {
            ReadShape(tensorInfo);
        }
        finally
        {
            Interop.OnnxRuntime.ReleaseTensorTypeAndShapeInfo(tensorInfo);
        }
        void* data;
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.GetTensorMutableData(value, &data), "reading an output");
        long count = 1;
        foreach (long size in _shape) count = checked(count * size);
        _elementCount = checked((int)count);
        _data = data;
    }

    private void ReadShape(IntPtr tensorInfo)
    {
        nuint rank;
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.GetDimensionsCount(tensorInfo, &rank), "reading the rank of an output");
        if ((nuint)_shape.Length != rank) _shape = new long[rank];
        fixed (long* sizes = _shape)
        {
            OrtError.ThrowIfFailed(Interop.OnnxRuntime.GetDimensions(tensorInfo, sizes, rank), "reading the shape of an output");
        }
    }
}
