namespace SafeCity.Edge.ModelConverter.Onnx;

/// <summary>One operation with one output.</summary>
/// <param name="Op">Operator of the default domain, for example <c>Conv</c>.</param>
/// <param name="Output">Name of the value it makes; also its own name.</param>
/// <param name="Inputs">Values it takes; an empty name is an optional input left out.</param>
/// <param name="Attributes">In the order they are written.</param>
internal sealed record OnnxNode(string Op, string Output, IReadOnlyList<string> Inputs, IReadOnlyList<OnnxAttribute> Attributes);
