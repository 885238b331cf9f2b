using System.Runtime.InteropServices;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Reads names, types and shapes of a session's inputs and outputs.</summary>
internal static unsafe class OrtSignature
{
    /// <summary>The inputs, in the model's order; -1 for free dimensions.</summary>
    internal static OnnxTensorInfo[] Inputs(OrtSessionHandle session)
    {
        nuint count;
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.SessionGetInputCount(session.DangerousGetHandle(), &count), "counting the inputs");
        return Read(session, count, output: false);
    }

    /// <summary>The outputs, in the model's order; -1 for sizes that are known only after a run.</summary>
    internal static OnnxTensorInfo[] Outputs(OrtSessionHandle session)
    {
        nuint count;
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.SessionGetOutputCount(session.DangerousGetHandle(), &count), "counting the outputs");
        return Read(session, count, output: true);
    }

    /// <summary>The sizes of a tensor info, -1 for free dimensions.</summary>
    internal static long[] ReadShape(IntPtr tensorInfo)
    {
        nuint rank;
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.GetDimensionsCount(tensorInfo, &rank), "reading a shape");
        long[] shape = new long[rank];
        fixed (long* sizes = shape)
        {
            OrtError.ThrowIfFailed(Interop.OnnxRuntime.GetDimensions(tensorInfo, sizes, rank), "reading a shape");
        }
        return shape;
    }

    private static OnnxTensorInfo[] Read(OrtSessionHandle session, nuint count, bool output)
    {
        var infos = new OnnxTensorInfo[count];
        for (nuint i = 0; i < count; i++) infos[i] = ReadOne(session, i, output);
        GC.KeepAlive(session);
        return infos;
    }

    private static OnnxTensorInfo ReadOne(OrtSessionHandle session, nuint index, bool output)
    {
        IntPtr native = session.DangerousGetHandle();
        string name = ReadName(native, index, output);
        IntPtr typeInfo;
        OrtError.ThrowIfFailed(output
            ? Interop.OnnxRuntime.SessionGetOutputTypeInfo(native, index, &typeInfo)
            : Interop.OnnxRuntime.SessionGetInputTypeInfo(native, index, &typeInfo), "reading a type");
        using var owner = new OrtTypeInfoHandle(typeInfo);
        IntPtr tensorInfo;
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.CastTypeInfoToTensorInfo(typeInfo, &tensorInfo), "reading a type");
        if (tensorInfo == IntPtr.Zero) return new OnnxTensorInfo(name, OnnxElementType.Undefined, []);
        int elementType;
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.GetTensorElementType(tensorInfo, &elementType), "reading a type");
        return new OnnxTensorInfo(name, (OnnxElementType)elementType, ReadShape(tensorInfo));
    }

    private static string ReadName(IntPtr session, nuint index, bool output)
    {
        IntPtr allocator = OnnxRuntimeLibrary.DefaultAllocator;
        byte* name;
        OrtError.ThrowIfFailed(output
            ? Interop.OnnxRuntime.SessionGetOutputName(session, index, allocator, &name)
            : Interop.OnnxRuntime.SessionGetInputName(session, index, allocator, &name), "reading a name");
        try
        {
            return Marshal.PtrToStringUTF8((IntPtr)name) ?? "";
        }
        finally
        {
            OrtError.Forget(Interop.OnnxRuntime.AllocatorFree(allocator, name));
        }
    }
}
