using System.Text;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Turns our options into native ones and opens a session with them.</summary>
internal static unsafe class OrtSessionFactory
{
    // GraphOptimizationLevel ORT_ENABLE_ALL: fusions and the memory layout that suits the processor, paid once at open.
    private const int OptimizeAll = 99;

    // ExecutionMode ORT_SEQUENTIAL: branches of one graph are not worth threads of their own on a box with few cores.
    private const int Sequential = 0;

    /// <summary>Opens a model file.</summary>
    /// <exception cref="OnnxRuntimeException">No such file, not a model, or not supported; names the file and the next step.</exception>
    internal static OrtSessionHandle Open(string modelPath, OnnxSessionOptions options)
    {
        if (!File.Exists(modelPath))
            throw new OnnxRuntimeException(OnnxErrorKind.ModelMissing,
                $"model file {modelPath} does not exist: check the path, or fetch the models with build/setup.sh");
        OrtEnvHandle environment = OnnxRuntimeLibrary.Environment;
        using OrtSessionOptionsHandle native = CreateOptions(options);
        IntPtr session;
        fixed (byte* path = Utf8(modelPath))
        {
            IntPtr status = Interop.OnnxRuntime.CreateSession(
                environment.DangerousGetHandle(), path, native.DangerousGetHandle(), &session);
            OrtError.ThrowIfNotOpened(status, modelPath);
        }
        return new OrtSessionHandle(session, environment);
    }

    /// <summary>UTF-8 with the ending zero of C.</summary>
    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static OrtSessionOptionsHandle CreateOptions(OnnxSessionOptions options)
    {
        if (options.IntraOpThreads < 1)
            throw new OnnxRuntimeException(OnnxErrorKind.OptionInvalid, $"IntraOpThreads is {options.IntraOpThreads}: use 1 or more");
        IntPtr native;
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.CreateSessionOptions(&native), "creating session options");
        var handle = new OrtSessionOptionsHandle(native);
        try
        {
            Apply(native, options);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static void Apply(IntPtr native, OnnxSessionOptions options)
    {
        const string doing = "setting session options";
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.SetSessionExecutionMode(native, Sequential), doing);
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.SetSessionGraphOptimizationLevel(native, OptimizeAll), doing);
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.SetIntraOpNumThreads(native, options.IntraOpThreads), doing);
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.SetInterOpNumThreads(native, 1), doing);
        OrtError.ThrowIfFailed(
            options.UseArena ? Interop.OnnxRuntime.EnableCpuMemArena(native) : Interop.OnnxRuntime.DisableCpuMemArena(native), doing);
        // Idle threads that spin take the processor from the decoder and from other cameras; waking costs microseconds, a run milliseconds.
        SetEntry(native, "session.intra_op.allow_spinning", "0");
        SetEntry(native, "session.inter_op.allow_spinning", "0");
        foreach ((string name, long size) in options.DimensionSizes)
        {
            if (size < 1)
                throw new OnnxRuntimeException(OnnxErrorKind.OptionInvalid, $"dimension {name} is given the size {size}: use 1 or more");
            fixed (byte* nativeName = Utf8(name))
            {
                OrtError.ThrowIfFailed(Interop.OnnxRuntime.AddFreeDimensionOverrideByName(native, nativeName, size), doing);
            }
        }
    }

    private static void SetEntry(IntPtr options, string key, string value)
    {
        fixed (byte* nativeKey = Utf8(key), nativeValue = Utf8(value))
        {
            OrtError.ThrowIfFailed(Interop.OnnxRuntime.AddSessionConfigEntry(options, nativeKey, nativeValue), "setting " + key);
        }
    }
}
