namespace SafeCity.Edge.ModelConverter.Onnx;

/// <summary>A complete graph, ready to be written.</summary>
internal sealed record OnnxGraph(
    string Name,
    OnnxValue Input,
    IReadOnlyList<OnnxValue> Outputs,
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyList<OnnxTensor> Initializers);
