namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>The tensors of one session and the binding that holds them.</summary>
internal sealed unsafe class SessionTensors : IDisposable
{
    private readonly OrtMemoryInfoHandle _memoryInfo;
    private readonly OrtIoBindingHandle _binding;
    private readonly OrtBoundOutputs _allocatedValues = new();
    private readonly BoundTensor?[] _inputs;
    private readonly BoundTensor?[] _outputs;
    private readonly List<AllocatedOutput> _allocatedOutputs = [];
    private readonly AllocatedOutput?[] _allocatedByIndex;
    private readonly long[][] _outputShapes;

    private SessionTensors(OrtSessionHandle session, OnnxTensorInfo[] inputs, OnnxTensorInfo[] outputs)
    {
        Inputs = inputs;
        Outputs = outputs;
        _inputs = new BoundTensor?[inputs.Length];
        _outputs = new BoundTensor?[outputs.Length];
        _allocatedByIndex = new AllocatedOutput?[outputs.Length];
        _outputShapes = [.. outputs.Select(o => o.Shape.ToArray())];
        _memoryInfo = OrtMemoryInfoHandle.Processor();
        _binding = CreateBinding(session, _memoryInfo);
    }

    internal OnnxTensorInfo[] Inputs { get; }

    internal OnnxTensorInfo[] Outputs { get; }

    /// <summary>Borrowed by <c>RunWithBinding</c>.</summary>
    internal IntPtr Binding => _binding.DangerousGetHandle();

    /// <summary>Reads the signature of a session, checks it, allocates what has a fixed shape, binds all.</summary>
    /// <exception cref="OnnxRuntimeException">A type or a free dimension that is not supported, or options that do not fit.</exception>
    internal static SessionTensors Bind(OrtSessionHandle session, string modelPath, OnnxSessionOptions options)
    {
        OnnxTensorInfo[] inputs = InputShapes.Resolve(OrtSignature.Inputs(session), modelPath, options);
        OnnxTensorInfo[] outputs = OrtSignature.Outputs(session);
        foreach (OnnxTensorInfo info in inputs.Concat(outputs)) RequireElementBytes(info, modelPath);
        var tensors = new SessionTensors(session, inputs, outputs);
        try
        {
            tensors.BindAll();
            return tensors;
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    internal Span<float> InputFloats(int index)
    {
        RequireFloats(Inputs[index]);
        return _inputs[index]!.Floats();
    }

    internal ReadOnlySpan<float> OutputFloats(int index)
    {
        RequireFloats(Outputs[index]);
        return _outputs[index] is { } tensor ? tensor.Floats() : _allocatedByIndex[index]!.Floats();
    }

    internal ReadOnlySpan<long> OutputShape(int index) => _allocatedByIndex[index] is { } output ? output.Shape : _outputShapes[index];

    internal void PrepareRun()
    {
        if (_allocatedOutputs.Count == 0) return;
        foreach (AllocatedOutput output in _allocatedOutputs) output.Bind(_binding, _memoryInfo);
        _allocatedValues.Clear();
    }

    internal void FinishRun()
    {
        if (_allocatedOutputs.Count == 0) return;
        _allocatedValues.Fetch(_binding);
        foreach (AllocatedOutput output in _allocatedOutputs) output.Read(_allocatedValues);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _allocatedValues.Dispose();
        _binding.Dispose();
        foreach (BoundTensor? tensor in _inputs) tensor?.Dispose();
        foreach (BoundTensor? tensor in _outputs) tensor?.Dispose();
        _memoryInfo.Dispose();
    }

    private void BindAll()
    {
        for (int i = 0; i < Inputs.Length; i++)
        {
            BoundTensor tensor = BoundTensor.Allocate(_memoryInfo, Inputs[i], ElementBytes(Inputs[i].ElementType));
            _inputs[i] = tensor;
            tensor.BindAsInput(_binding, OrtSessionFactory.Utf8(Inputs[i].Name));
        }
        for (int i = 0; i < Outputs.Length; i++) BindOutput(i);
    }

    private void BindOutput(int index)
    {
        byte[] name = OrtSessionFactory.Utf8(Outputs[index].Name);
        if (Outputs[index].IsFixed)
        {
            BoundTensor tensor = BoundTensor.Allocate(_memoryInfo, Outputs[index], ElementBytes(Outputs[index].ElementType));
            _outputs[index] = tensor;
            tensor.BindAsOutput(_binding, name);
            return;
        }
        var allocated = new AllocatedOutput(index, name);
        _allocatedByIndex[index] = allocated;
        _allocatedOutputs.Add(allocated);
        allocated.Bind(_binding, _memoryInfo);
    }

    private static OrtIoBindingHandle CreateBinding(OrtSessionHandle session, OrtMemoryInfoHandle memoryInfo)
    {
        IntPtr binding;
        IntPtr status = Interop.OnnxRuntime.CreateIoBinding(session.DangerousGetHandle(), &binding);
        if (status != IntPtr.Zero) memoryInfo.Dispose();
        OrtError.ThrowIfFailed(status, "creating a binding");
        return new OrtIoBindingHandle(binding, session);
    }

    private static void RequireFloats(OnnxTensorInfo info)
    {
        if (info.ElementType != OnnxElementType.Float)
            throw new InvalidOperationException($"{info.Name} holds {info.ElementType}, not floats");
    }

    private static void RequireElementBytes(OnnxTensorInfo info, string modelPath)
    {
        if (ElementBytes(info.ElementType) > 0) return;
        throw new OnnxRuntimeException(OnnxErrorKind.ModelUnsupported,
            $"model file {modelPath}: {info.Name} has the element type {info.ElementType}, and only numbers are supported: "
            + "convert the model to float32 inputs and outputs");
    }

    private static int ElementBytes(OnnxElementType type) => type switch
    {
        OnnxElementType.UInt8 or OnnxElementType.Int8 or OnnxElementType.Bool => 1,
        OnnxElementType.UInt16 or OnnxElementType.Int16 or OnnxElementType.Float16 => 2,
        OnnxElementType.Float or OnnxElementType.Int32 => 4,
        OnnxElementType.Int64 or OnnxElementType.Double => 8,
        _ => 0,
    };
}
