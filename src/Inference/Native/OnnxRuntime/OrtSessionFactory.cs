using System.Text;
using SafeCity.Edge.Inference.Native.Libc;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Turns our options into native ones and opens a session with them.</summary>
internal static unsafe class OrtSessionFactory
{
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
        // What reading and optimising the graph left behind: some 14 MB for the packaged models.
        NativeHeap.Trim();
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
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.SetSessionGraphOptimizationLevel(native, (int)options.Optimization), doing);
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.SetIntraOpNumThreads(native, options.IntraOpThreads), doing);
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.SetInterOpNumThreads(native, 1), doing);
        ApplyMemory(native, options);
        // Idle threads that spin take the processor from the decoder and from other cameras; waking costs microseconds, a run milliseconds.
        SetEntry(native, "session.intra_op.allow_spinning", "0");
        SetEntry(native, "session.inter_op.allow_spinning", "0");
        foreach ((string key, string value) in options.ConfigEntries) SetEntry(native, key, value);
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

    private static void ApplyMemory(IntPtr native, OnnxSessionOptions options)
    {
        const string doing = "setting memory options";
        OrtError.ThrowIfFailed(
            options.Scratch == ScratchMemory.System
                ? Interop.OnnxRuntime.DisableCpuMemArena(native)
                : Interop.OnnxRuntime.EnableCpuMemArena(native), doing);
        OrtError.ThrowIfFailed(
            options.UseMemoryPattern ? Interop.OnnxRuntime.EnableMemPattern(native) : Interop.OnnxRuntime.DisableMemPattern(native), doing);
        if (options.Scratch == ScratchMemory.SharedArena) SetEntry(native, "session.use_env_allocators", "1");
    }

    private static void SetEntry(IntPtr options, string key, string value)
    {
        fixed (byte* nativeKey = Utf8(key), nativeValue = Utf8(value))
        {
            OrtError.ThrowIfFailed(Interop.OnnxRuntime.AddSessionConfigEntry(options, nativeKey, nativeValue), "setting " + key);
        }
    }
}
