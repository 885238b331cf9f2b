namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>The codes of <c>OrtErrorCode</c> that are told apart here (int, as in C).</summary>
internal enum OrtStatusCode
{
    Ok = 0,
    Fail = 1,
    InvalidArgument = 2,
    NoSuchFile = 3,
    NoModel = 4,
    EngineError = 5,
    RuntimeException = 6,
    InvalidProtobuf = 7,
    ModelLoaded = 8,
    NotImplemented = 9,
    InvalidGraph = 10,
}
