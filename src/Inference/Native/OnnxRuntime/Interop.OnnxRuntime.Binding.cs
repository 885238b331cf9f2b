namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

internal static partial class Interop
{
    /// <summary>Inputs and outputs bound once, and runs over them.</summary>
    internal static unsafe partial class OnnxRuntime
    {
        internal static IntPtr CreateIoBinding(IntPtr session, IntPtr* binding) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, IntPtr*, IntPtr>)Slot(OrtApiSlot.CreateIoBinding))(session, binding);

        internal static void ReleaseIoBinding(IntPtr binding) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void>)Slot(OrtApiSlot.ReleaseIoBinding))(binding);

        internal static IntPtr BindInput(IntPtr binding, byte* name, IntPtr value) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, byte*, IntPtr, IntPtr>)Slot(OrtApiSlot.BindInput))(binding, name, value);

        internal static IntPtr BindOutput(IntPtr binding, byte* name, IntPtr value) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, byte*, IntPtr, IntPtr>)Slot(OrtApiSlot.BindOutput))(binding, name, value);

        /// <summary>
        /// The run allocates the output. It stays bound afterwards, and a later run of another shape then fails: bind it again before
        /// every run.
        /// </summary>
        internal static IntPtr BindOutputToDevice(IntPtr binding, byte* name, IntPtr memoryInfo) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, byte*, IntPtr, IntPtr>)Slot(OrtApiSlot.BindOutputToDevice))(binding, name, memoryInfo);

        /// <summary>The array (of the allocator) and each value in it are owned by the caller; the order is that of the binding.</summary>
        internal static IntPtr GetBoundOutputValues(IntPtr binding, IntPtr allocator, IntPtr** values, nuint* count) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, IntPtr, IntPtr**, nuint*, IntPtr>)Slot(OrtApiSlot.GetBoundOutputValues))(
                binding, allocator, values, count);

        /// <summary>Run options may be null.</summary>
        internal static IntPtr RunWithBinding(IntPtr session, IntPtr runOptions, IntPtr binding) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, IntPtr, IntPtr, IntPtr>)Slot(OrtApiSlot.RunWithBinding))(session, runOptions, binding);
    }
}
