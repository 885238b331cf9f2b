using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Native.Tests.OnnxRuntime;

/// <summary>
/// Raw imports with null and absurd arguments, where the C header allows them or promises a status. In a child: a crash fails.
/// </summary>
public sealed class OrtAbsurdArgumentTests
{
    private const int InvalidArgument = (int)OrtStatusCode.InvalidArgument;

    [Fact]
    public async Task Null_and_absurd_arguments_do_not_crash_where_the_manual_says_so()
    {
        ChildResult child = await ChildProcess.Run("OrtAbsurdArgumentTests.CallAbsurdly", []);
        Assert.True(child.ExitCode == 0, child.ToString());
        Assert.Equal("done", child.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
    }

    [Fact]
    public async Task A_child_that_crashes_is_seen_by_this_test()
    {
        ChildResult child = await ChildProcess.Run("OrtAbsurdArgumentTests.Crash", []);
        Assert.True(child.ExitCode is not (0 or 1 or 2), child.ToString());
    }

    [ChildEntry]
    internal static int Crash(string[] arguments)
    {
        Environment.FailFast("on purpose");
        return 0;
    }

    [ChildEntry]
    internal static int CallAbsurdly(string[] arguments)
    {
        // Without an environment the library has no logger, and a call that fails by an exception inside it ends the process.
        Assert.False(OnnxRuntimeLibrary.Environment.IsInvalid);
        ReleaseNull();
        AskForAnotherApi();
        OptionsOutOfRange();
        TensorsThatDoNotFit();
        SessionsThatDoNotExist();
        IndexesOutOfRange();
        Console.WriteLine("done");
        return 0;
    }

    // The header: "Release functions: null is allowed and does nothing".
    private static void ReleaseNull()
    {
        Interop.OnnxRuntime.ReleaseEnv(IntPtr.Zero);
        Interop.OnnxRuntime.ReleaseStatus(IntPtr.Zero);
        Interop.OnnxRuntime.ReleaseMemoryInfo(IntPtr.Zero);
        Interop.OnnxRuntime.ReleaseSession(IntPtr.Zero);
        Interop.OnnxRuntime.ReleaseSessionOptions(IntPtr.Zero);
        Interop.OnnxRuntime.ReleaseValue(IntPtr.Zero);
        Interop.OnnxRuntime.ReleaseTypeInfo(IntPtr.Zero);
        Interop.OnnxRuntime.ReleaseTensorTypeAndShapeInfo(IntPtr.Zero);
        Interop.OnnxRuntime.ReleaseIoBinding(IntPtr.Zero);
    }

    private static unsafe void AskForAnotherApi()
    {
        OrtApiBase* apiBase = Interop.OnnxRuntime.OrtGetApiBase();
        Assert.True(apiBase->GetApi(uint.MaxValue) == null);
        Assert.True(apiBase->GetApi(OnnxRuntimeLibrary.ApiVersion) == OnnxRuntimeLibrary.Api);
    }

    private static unsafe void OptionsOutOfRange()
    {
        IntPtr options;
        Good(Interop.OnnxRuntime.CreateSessionOptions(&options));
        using var owner = new OrtSessionOptionsHandle(options);
        Bad(Interop.OnnxRuntime.SetSessionGraphOptimizationLevel(options, 12345));
        Bad(Interop.OnnxRuntime.SetSessionExecutionMode(options, -7));
        fixed (byte* empty = "\0"u8, longKey = new byte[5000])
        {
            new Span<byte>(longKey, 4999).Fill((byte)'k');
            Bad(Interop.OnnxRuntime.AddSessionConfigEntry(options, empty, empty));
            Bad(Interop.OnnxRuntime.AddSessionConfigEntry(options, longKey, empty));
        }
    }

    private static unsafe void TensorsThatDoNotFit()
    {
        IntPtr memoryInfo;
        Good(Interop.OnnxRuntime.CreateCpuMemoryInfo(1, 0, &memoryInfo));
        using var owner = new OrtMemoryInfoHandle(memoryInfo);
        float* data = stackalloc float[4];
        IntPtr value;
        foreach ((long size, int type) in new[] { (5L, 1), (-1L, 1), (long.MaxValue, 1), (4L, 99), (4L, 0) })
        {
            long shape = size;
            Bad(Interop.OnnxRuntime.CreateTensorWithDataAsOrtValue(memoryInfo, data, 16, &shape, 1, type, &value), null);
        }
    }

    private static unsafe void SessionsThatDoNotExist()
    {
        IntPtr options;
        Good(Interop.OnnxRuntime.CreateSessionOptions(&options));
        using var owner = new OrtSessionOptionsHandle(options);
        IntPtr session;
        fixed (byte* path = "/no/such/file.onnx\0"u8, empty = "\0"u8)
        {
            IntPtr environment = OnnxRuntimeLibrary.Environment.DangerousGetHandle();
            Bad(Interop.OnnxRuntime.CreateSession(environment, path, options, &session), (int)OrtStatusCode.NoSuchFile);
            Bad(Interop.OnnxRuntime.CreateSession(environment, empty, options, &session), null);
        }
    }

    private static unsafe void IndexesOutOfRange()
    {
        using var folder = new TemporaryFolder();
        using OrtSessionHandle session = OrtSessionFactory.Open(
            folder.Write("model.onnx", TinyModel.AddRelu()), OnnxSessionOptions.Default);
        byte* name;
        IntPtr info;
        IntPtr native = session.DangerousGetHandle();
        foreach (nuint index in new nuint[] { 1, 1000, nuint.MaxValue })
        {
            Bad(Interop.OnnxRuntime.SessionGetInputName(native, index, OnnxRuntimeLibrary.DefaultAllocator, &name), null);
            Bad(Interop.OnnxRuntime.SessionGetOutputName(native, index, OnnxRuntimeLibrary.DefaultAllocator, &name), null);
            Bad(Interop.OnnxRuntime.SessionGetInputTypeInfo(native, index, &info), null);
        }
        IntPtr binding;
        Good(Interop.OnnxRuntime.CreateIoBinding(native, &binding));
        using var owner = new OrtIoBindingHandle(binding, session);
        // Nothing is bound: the run must say so.
        Bad(Interop.OnnxRuntime.RunWithBinding(native, IntPtr.Zero, binding), null);
    }

    private static void Good(IntPtr status) => OrtError.ThrowIfFailed(status, "a call that is right");

    private static void Bad(IntPtr status, int? code = InvalidArgument)
    {
        Assert.NotEqual(IntPtr.Zero, status);
        (OrtStatusCode found, string text) = OrtError.Take(status);
        Console.WriteLine($"{found}: {text}");
        Assert.NotEqual("", text);
        if (code is { } wanted) Assert.Equal(wanted, (int)found);
    }
}
