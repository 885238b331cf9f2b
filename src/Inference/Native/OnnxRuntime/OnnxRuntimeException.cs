namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>A fault of ONNX Runtime or of a model file: one sentence that says what, and the next step.</summary>
public sealed class OnnxRuntimeException : Exception
{
    /// <summary>With the cause known.</summary>
    public OnnxRuntimeException(OnnxErrorKind kind, string message, Exception? cause = null) : base(message, cause) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public OnnxErrorKind Kind { get; }
}
