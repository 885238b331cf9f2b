namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>A value that depends on the input image; NCHW in the ONNX graph.</summary>
/// <param name="Name">Name in the ONNX graph.</param>
/// <param name="Shape">Shape at the size that is asked for.</param>
/// <param name="Traced">
/// Shape at the size the model was saved with: the graph holds constants of that size (targets of a resize), and only the
/// ratio of a constant to the traced shape says what is meant at another size.
/// </param>
internal sealed record Activation(string Name, ImageShape Shape, ImageShape Traced);
