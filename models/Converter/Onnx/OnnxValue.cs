namespace SafeCity.Edge.ModelConverter.Onnx;

/// <summary>An input or output of the graph: float, with a fixed shape (NCHW).</summary>
internal sealed record OnnxValue(string Name, IReadOnlyList<int> Shape);
