namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

internal static partial class Interop
{
    /// <summary>Values, and the element types and shapes of tensors.</summary>
    internal static unsafe partial class OnnxRuntime
    {
        /// <summary>The value borrows the memory: it must stay until the value is released.</summary>
        internal static IntPtr CreateTensorWithDataAsOrtValue(
            IntPtr memoryInfo, void* data, nuint byteCount, long* shape, nuint rank, int elementType, IntPtr* value) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void*, nuint, long*, nuint, int, IntPtr*, IntPtr>)
                Slot(OrtApiSlot.CreateTensorWithDataAsOrtValue))(
                memoryInfo, data, byteCount, shape, rank, elementType, value);

        internal static void ReleaseValue(IntPtr value) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void>)Slot(OrtApiSlot.ReleaseValue))(value);

        /// <summary>Borrowed from the value.</summary>
        internal static IntPtr GetTensorMutableData(IntPtr value, void** data) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void**, IntPtr>)Slot(OrtApiSlot.GetTensorMutableData))(value, data);

        /// <summary>Owned by the caller, unlike the result of <see cref="CastTypeInfoToTensorInfo"/>.</summary>
        internal static IntPtr GetTensorTypeAndShape(IntPtr value, IntPtr* tensorInfo) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, IntPtr*, IntPtr>)Slot(OrtApiSlot.GetTensorTypeAndShape))(value, tensorInfo);

        internal static void ReleaseTensorTypeAndShapeInfo(IntPtr tensorInfo) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, void>)Slot(OrtApiSlot.ReleaseTensorTypeAndShapeInfo))(tensorInfo);

        internal static IntPtr GetTensorElementType(IntPtr tensorInfo, int* elementType) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, int*, IntPtr>)Slot(OrtApiSlot.GetTensorElementType))(tensorInfo, elementType);

        internal static IntPtr GetDimensionsCount(IntPtr tensorInfo, nuint* rank) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, nuint*, IntPtr>)Slot(OrtApiSlot.GetDimensionsCount))(tensorInfo, rank);

        internal static IntPtr GetDimensions(IntPtr tensorInfo, long* shape, nuint rank) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, long*, nuint, IntPtr>)Slot(OrtApiSlot.GetDimensions))(tensorInfo, shape, rank);

        /// <summary>The names are borrowed from the tensor info; an empty one stands for a size or an unnamed free dimension.</summary>
        internal static IntPtr GetSymbolicDimensions(IntPtr tensorInfo, byte** names, nuint rank) =>
            ((delegate* unmanaged[Cdecl]<IntPtr, byte**, nuint, IntPtr>)Slot(OrtApiSlot.GetSymbolicDimensions))(tensorInfo, names, rank);
    }
}
