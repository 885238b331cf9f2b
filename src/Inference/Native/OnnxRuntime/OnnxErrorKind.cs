namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>What went wrong, for callers that decide by it. None of these is cured by trying again.</summary>
public enum OnnxErrorKind
{
    /// <summary>The library is missing or cannot be loaded.</summary>
    LibraryMissing,

    /// <summary>The library is of a version that this program was not built for.</summary>
    LibraryVersion,

    /// <summary>There is no model file at the path, or it cannot be read.</summary>
    ModelMissing,

    /// <summary>The file is not an ONNX model, or is damaged.</summary>
    ModelInvalid,

    /// <summary>A valid model with something that is not supported here: an operator, a type, a free dimension without a size.</summary>
    ModelUnsupported,

    /// <summary>An option does not fit the model: an unknown input, a shape of another rank.</summary>
    OptionInvalid,

    /// <summary>The library reported an error while the model ran.</summary>
    RunFailed,
}
