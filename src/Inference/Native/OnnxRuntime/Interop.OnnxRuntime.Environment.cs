namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

internal static partial class Interop
{
    /// <summary>Status, environment, memory.</summary>
    internal static unsafe partial class OnnxRuntime
    {
        internal static int GetErrorCode(IntPtr status) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, int>)Slot(OrtApiSlot.GetErrorCode))(status);

        /// <summary>UTF-8, owned by the status.</summary>
        internal static byte* GetErrorMessage(IntPtr status) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, byte*>)Slot(OrtApiSlot.GetErrorMessage))(status);

        internal static IntPtr CreateStatus(int code, byte* message) =>
            ((delegate* unmanaged[Cdecl]<int, byte*, IntPtr>)Slot(OrtApiSlot.CreateStatus))(code, message);

        internal static void ReleaseStatus(IntPtr status) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void>)Slot(OrtApiSlot.ReleaseStatus))(status);

        internal static IntPtr CreateEnv(int loggingLevel, byte* logId, IntPtr* environment) =>
            ((delegate* unmanaged[Cdecl]<int, byte*, IntPtr*, IntPtr>)Slot(OrtApiSlot.CreateEnv))(loggingLevel, logId, environment);

        internal static void ReleaseEnv(IntPtr environment) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void>)Slot(OrtApiSlot.ReleaseEnv))(environment);

        /// <summary>Keys are zero-ended, values <c>size_t</c>; the library copies both.</summary>
        internal static IntPtr CreateArenaCfgV2(byte** keys, nuint* values, nuint count, IntPtr* configuration) =>
            ((delegate* unmanaged[Cdecl]<byte**, nuint*, nuint, IntPtr*, IntPtr>)Slot(OrtApiSlot.CreateArenaCfgV2))(
                keys, values, count, configuration);

        internal static void ReleaseArenaCfg(IntPtr configuration) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void>)Slot(OrtApiSlot.ReleaseArenaCfg))(configuration);

        /// <summary>The allocator belongs to the environment; sessions ask for it with <c>session.use_env_allocators</c>.</summary>
        internal static IntPtr CreateAndRegisterAllocator(IntPtr environment, IntPtr memoryInfo, IntPtr configuration) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, IntPtr, IntPtr, IntPtr>)Slot(OrtApiSlot.CreateAndRegisterAllocator))(
                environment, memoryInfo, configuration);

        internal static IntPtr CreateCpuMemoryInfo(int allocatorType, int memoryType, IntPtr* info) =>
            ((delegate* unmanaged[Cdecl]<int, int, IntPtr*, IntPtr>)Slot(OrtApiSlot.CreateCpuMemoryInfo))(allocatorType, memoryType, info);

        internal static void ReleaseMemoryInfo(IntPtr info) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void>)Slot(OrtApiSlot.ReleaseMemoryInfo))(info);

        /// <summary>Borrowed: owned by the library, never released.</summary>
        internal static IntPtr GetAllocatorWithDefaultOptions(IntPtr* allocator) =>
            ((delegate* unmanaged[Cdecl]<IntPtr*, IntPtr>)Slot(OrtApiSlot.GetAllocatorWithDefaultOptions))(allocator);

        internal static IntPtr AllocatorFree(IntPtr allocator, void* memory) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void*, IntPtr>)Slot(OrtApiSlot.AllocatorFree))(allocator, memory);
    }
}
