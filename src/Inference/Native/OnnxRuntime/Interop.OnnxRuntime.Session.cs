namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

internal static partial class Interop
{
    /// <summary>Sessions and what they say of their inputs and outputs. Counts are <c>size_t</c>.</summary>
    internal static unsafe partial class OnnxRuntime
    {
        /// <summary>The path is UTF-8 on Linux.</summary>
        internal static IntPtr CreateSession(IntPtr environment, byte* modelPath, IntPtr options, IntPtr* session) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, byte*, IntPtr, IntPtr*, IntPtr>)Slot(OrtApiSlot.CreateSession))(
                environment, modelPath, options, session);

        internal static void ReleaseSession(IntPtr session) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void>)Slot(OrtApiSlot.ReleaseSession))(session);

        internal static IntPtr SessionGetInputCount(IntPtr session, nuint* count) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, nuint*, IntPtr>)Slot(OrtApiSlot.SessionGetInputCount))(session, count);

        internal static IntPtr SessionGetOutputCount(IntPtr session, nuint* count) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, nuint*, IntPtr>)Slot(OrtApiSlot.SessionGetOutputCount))(session, count);

        /// <summary>The name is allocated with the allocator and owned by the caller.</summary>
        internal static IntPtr SessionGetInputName(IntPtr session, nuint index, IntPtr allocator, byte** name) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, nuint, IntPtr, byte**, IntPtr>)Slot(OrtApiSlot.SessionGetInputName))(
                session, index, allocator, name);

        /// <inheritdoc cref="SessionGetInputName" />
        internal static IntPtr SessionGetOutputName(IntPtr session, nuint index, IntPtr allocator, byte** name) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, nuint, IntPtr, byte**, IntPtr>)Slot(OrtApiSlot.SessionGetOutputName))(
                session, index, allocator, name);

        internal static IntPtr SessionGetInputTypeInfo(IntPtr session, nuint index, IntPtr* typeInfo) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, nuint, IntPtr*, IntPtr>)Slot(OrtApiSlot.SessionGetInputTypeInfo))(
                session, index, typeInfo);

        internal static IntPtr SessionGetOutputTypeInfo(IntPtr session, nuint index, IntPtr* typeInfo) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, nuint, IntPtr*, IntPtr>)Slot(OrtApiSlot.SessionGetOutputTypeInfo))(
                session, index, typeInfo);

        internal static void ReleaseTypeInfo(IntPtr typeInfo) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void>)Slot(OrtApiSlot.ReleaseTypeInfo))(typeInfo);

        /// <summary>The result is borrowed from the type info; null when the value is not a tensor.</summary>
        internal static IntPtr CastTypeInfoToTensorInfo(IntPtr typeInfo, IntPtr* tensorInfo) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, IntPtr*, IntPtr>)Slot(OrtApiSlot.CastTypeInfoToTensorInfo))(typeInfo, tensorInfo);
    }
}
