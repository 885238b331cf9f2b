namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>
/// A model, ready to run. Input and output tensors of fixed shape lie in aligned native memory that is allocated and bound once:
/// write into <see cref="Input"/>, call <see cref="Run"/>, read <see cref="Output"/>. A run allocates nothing on the managed heap.
/// </summary>
/// <remarks>One thread at a time, since the tensors are shared; open one session a thread. Spans end with the session.</remarks>
public sealed unsafe class OnnxSession : IDisposable
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int Disposed = 2;

    private readonly string _modelPath;
    private readonly OrtSessionHandle _session;
    private readonly SessionTensors _tensors;
    private int _state;

    private OnnxSession(string modelPath, OrtSessionHandle session, SessionTensors tensors)
    {
        _modelPath = modelPath;
        _session = session;
        _tensors = tensors;
    }

    /// <summary>The inputs in the model's order, with the shapes that they have here.</summary>
    public IReadOnlyList<OnnxTensorInfo> Inputs => _tensors.Inputs;

    /// <summary>The outputs in the model's order; -1 for a size that is known only after a run.</summary>
    public IReadOnlyList<OnnxTensorInfo> Outputs => _tensors.Outputs;

    /// <summary>Loads a model file and binds its tensors.</summary>
    /// <param name="modelPath">An ONNX file.</param>
    /// <param name="options">Threads, memory, sizes of free dimensions.</param>
    /// <exception cref="OnnxRuntimeException">
    /// No such file, not a model, something unsupported in it, a free dimension without a size, a missing or wrong library. One
    /// sentence that names the file and the next step.
    /// </exception>
    public static OnnxSession Open(string modelPath, OnnxSessionOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelPath);
        ArgumentNullException.ThrowIfNull(options);
        OrtSessionHandle session = OrtSessionFactory.Open(modelPath, options);
        try
        {
            return new OnnxSession(modelPath, session, SessionTensors.Bind(session, modelPath, options));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The elements of an input, row-major in the shape that <see cref="Inputs"/> tells; zero at first, kept between runs.
    /// </summary>
    /// <exception cref="InvalidOperationException">The input does not hold floats.</exception>
    public Span<float> Input(int index)
    {
        ObjectDisposedException.ThrowIf(_state == Disposed, this);
        return _tensors.InputFloats(index);
    }

    /// <summary>The elements of an output after the last run; row-major. Borrowed until the next run.</summary>
    /// <exception cref="InvalidOperationException">The output does not hold floats.</exception>
    public ReadOnlySpan<float> Output(int index)
    {
        ObjectDisposedException.ThrowIf(_state == Disposed, this);
        return _tensors.OutputFloats(index);
    }

    /// <summary>The sizes of an output after the last run, outermost first.</summary>
    public ReadOnlySpan<long> OutputShape(int index)
    {
        ObjectDisposedException.ThrowIf(_state == Disposed, this);
        return _tensors.OutputShape(index);
    }

    /// <summary>Computes the outputs from the inputs. Not-a-number values pass through: the decoder of the outputs judges them.</summary>
    /// <exception cref="OnnxRuntimeException">The library reported an error; the session can be used again.</exception>
    /// <exception cref="InvalidOperationException">Another thread is running this session.</exception>
    public void Run()
    {
        int before = Interlocked.CompareExchange(ref _state, Running, Idle);
        ObjectDisposedException.ThrowIf(before == Disposed, this);
        if (before == Running)
            throw new InvalidOperationException($"{_modelPath} is being run by another thread: open one session a thread");
        try
        {
            _tensors.PrepareRun();
            IntPtr status = Interop.OnnxRuntime.RunWithBinding(_session.DangerousGetHandle(), IntPtr.Zero, _tensors.Binding);
            if (status != IntPtr.Zero) OrtError.ThrowIfFailed(status, "running " + _modelPath);
            _tensors.FinishRun();
        }
        finally
        {
            Volatile.Write(ref _state, Idle);
            GC.KeepAlive(this);
        }
    }

    /// <summary>Frees the model and its tensors.</summary>
    /// <exception cref="InvalidOperationException">A run is under way on another thread: freeing its memory now would crash it.</exception>
    public void Dispose()
    {
        int before = Interlocked.CompareExchange(ref _state, Disposed, Idle);
        if (before == Disposed) return;
        if (before == Running)
            throw new InvalidOperationException($"{_modelPath} is being run by another thread: stop it before disposing");
        _tensors.Dispose();
        _session.Dispose();
    }
}
