namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>
/// The one arena of scratch memory that all sessions of the process use. Sessions run one after the other on few cores, so that what one
/// gives back after its run the next one takes: the arena grows to the largest run under way, not to the sum of all models.
/// </summary>
internal static unsafe class SharedArena
{
    // kSameAsRequested: a chunk is as large as what is asked for. The library's own choice doubles each chunk and holds twice what is used.
    private const int SameAsRequested = 1;

    /// <summary>Makes it and hands it to the environment.</summary>
    /// <exception cref="OnnxRuntimeException">The library refuses.</exception>
    internal static void Register(OrtEnvHandle environment)
    {
        using OrtMemoryInfoHandle memoryInfo = OrtMemoryInfoHandle.Processor();
        IntPtr configuration = CreateConfiguration();
        try
        {
            OrtError.ThrowIfFailed(
                Interop.OnnxRuntime.CreateAndRegisterAllocator(
                    environment.DangerousGetHandle(), memoryInfo.DangerousGetHandle(), configuration),
                "making the shared arena");
        }
        finally
        {
            Interop.OnnxRuntime.ReleaseArenaCfg(configuration);
        }
    }

    private static IntPtr CreateConfiguration()
    {
        IntPtr configuration;
        nuint strategy = SameAsRequested;
        fixed (byte* key = "arena_extend_strategy\0"u8)
        {
            byte* keys = key;
            OrtError.ThrowIfFailed(Interop.OnnxRuntime.CreateArenaCfgV2(&keys, &strategy, 1, &configuration), "configuring the shared arena");
        }
        return configuration;
    }
}
