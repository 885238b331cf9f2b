namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

internal static partial class Interop
{
    /// <summary>Session options.</summary>
    internal static unsafe partial class OnnxRuntime
    {
        internal static IntPtr CreateSessionOptions(IntPtr* options) =>
            ((delegate* unmanaged[Cdecl]<IntPtr*, IntPtr>)Slot(OrtApiSlot.CreateSessionOptions))(options);

        internal static void ReleaseSessionOptions(IntPtr options) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void>)Slot(OrtApiSlot.ReleaseSessionOptions))(options);

        internal static IntPtr SetSessionExecutionMode(IntPtr options, int mode) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, int, IntPtr>)Slot(OrtApiSlot.SetSessionExecutionMode))(options, mode);

        internal static IntPtr SetSessionGraphOptimizationLevel(IntPtr options, int level) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, int, IntPtr>)Slot(OrtApiSlot.SetSessionGraphOptimizationLevel))(options, level);

        internal static IntPtr SetIntraOpNumThreads(IntPtr options, int threads) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, int, IntPtr>)Slot(OrtApiSlot.SetIntraOpNumThreads))(options, threads);

        internal static IntPtr SetInterOpNumThreads(IntPtr options, int threads) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, int, IntPtr>)Slot(OrtApiSlot.SetInterOpNumThreads))(options, threads);

        internal static IntPtr EnableCpuMemArena(IntPtr options) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)Slot(OrtApiSlot.EnableCpuMemArena))(options);

        internal static IntPtr DisableCpuMemArena(IntPtr options) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)Slot(OrtApiSlot.DisableCpuMemArena))(options);

        internal static IntPtr EnableMemPattern(IntPtr options) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)Slot(OrtApiSlot.EnableMemPattern))(options);

        internal static IntPtr DisableMemPattern(IntPtr options) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)Slot(OrtApiSlot.DisableMemPattern))(options);

        internal static IntPtr AddFreeDimensionOverrideByName(IntPtr options, byte* name, long size) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, byte*, long, IntPtr>)Slot(OrtApiSlot.AddFreeDimensionOverrideByName))(options, name, size);

        internal static IntPtr AddSessionConfigEntry(IntPtr options, byte* key, byte* value) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, byte*, byte*, IntPtr>)Slot(OrtApiSlot.AddSessionConfigEntry))(options, key, value);
    }
}
