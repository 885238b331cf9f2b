using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Turns a native status into an <see cref="OnnxRuntimeException"/> and frees it: the only place that does.</summary>
internal static unsafe class OrtError
{
    /// <summary>Longer native messages (some list a whole graph) are cut.</summary>
    private const int NativeTextCharactersMax = 300;

    /// <summary>Nothing for zero; allocates only when it throws.</summary>
    /// <param name="status">The status that a function returned; owned here.</param>
    /// <param name="doing">What was tried, as in "reading the outputs".</param>
    /// <exception cref="OnnxRuntimeException">The status is an error; <see cref="OnnxErrorKind.RunFailed"/>.</exception>
    internal static void ThrowIfFailed(IntPtr status, string doing)
    {
        if (status != IntPtr.Zero) Throw(status, doing);
    }

    /// <summary>As <see cref="ThrowIfFailed"/>, for the steps that open a model file: names it and says what to do.</summary>
    /// <exception cref="OnnxRuntimeException">The status is an error.</exception>
    internal static void ThrowIfNotOpened(IntPtr status, string modelPath)
    {
        if (status == IntPtr.Zero) return;
        (OrtStatusCode code, string text) = Take(status);
        string message = code switch
        {
            OrtStatusCode.NoSuchFile => $"model file {modelPath} cannot be read ({text}): check the path and its permissions",
            OrtStatusCode.NotImplemented =>
                $"model file {modelPath} needs what ONNX Runtime {OnnxRuntimeLibrary.Version} lacks ({text}): convert it for this version",
            _ => $"model file {modelPath} is not a usable ONNX model ({text}): fetch it again with build/setup.sh, or convert it again",
        };
        throw new OnnxRuntimeException(KindOf(code, OnnxErrorKind.ModelInvalid), message);
    }

    /// <summary>For releases that cannot do anything about an error: frees the status.</summary>
    internal static void Forget(IntPtr status)
    {
        if (status != IntPtr.Zero) Interop.OnnxRuntime.ReleaseStatus(status);
    }

    /// <summary>Reads code and text of a status and frees it.</summary>
    internal static (OrtStatusCode Code, string Text) Take(IntPtr status)
    {
        try
        {
            string text = Marshal.PtrToStringUTF8((IntPtr)Interop.OnnxRuntime.GetErrorMessage(status)) ?? "";
            return ((OrtStatusCode)Interop.OnnxRuntime.GetErrorCode(status), OneLine(text));
        }
        finally
        {
            Interop.OnnxRuntime.ReleaseStatus(status);
        }
    }

    [DoesNotReturn]
    private static void Throw(IntPtr status, string doing)
    {
        (OrtStatusCode code, string text) = Take(status);
        throw new OnnxRuntimeException(KindOf(code, OnnxErrorKind.RunFailed),
            $"ONNX Runtime failed while {doing}: {text} (status {(int)code})");
    }

    private static OnnxErrorKind KindOf(OrtStatusCode code, OnnxErrorKind otherwise) => code switch
    {
        OrtStatusCode.NoSuchFile => OnnxErrorKind.ModelMissing,
        OrtStatusCode.NotImplemented => OnnxErrorKind.ModelUnsupported,
        OrtStatusCode.InvalidProtobuf or OrtStatusCode.NoModel or OrtStatusCode.InvalidGraph => OnnxErrorKind.ModelInvalid,
        _ => otherwise,
    };

    private static string OneLine(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= NativeTextCharactersMax ? line : line[..NativeTextCharactersMax] + "...";
    }
}
