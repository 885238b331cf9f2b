namespace SafeCity.Edge.ModelConverter.Onnx;

/// <summary>A float constant of the graph (an initializer), row-major.</summary>
internal sealed record OnnxTensor(string Name, IReadOnlyList<int> Shape, float[] Values);
