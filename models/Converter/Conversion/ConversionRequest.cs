namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>What to make of a graph.</summary>
/// <param name="Size">Size of the input image.</param>
/// <param name="InputName">Name of the input in the ONNX graph.</param>
/// <param name="Outputs">Nodes to cut at and their names in the ONNX graph, in order.</param>
internal sealed record ConversionRequest(InputSize Size, string InputName, IReadOnlyList<OutputCut> Outputs);
