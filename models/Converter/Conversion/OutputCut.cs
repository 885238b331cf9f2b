namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>A node of the TensorFlow graph that becomes an output of the ONNX graph.</summary>
internal readonly record struct OutputCut(string Node, string Name);
