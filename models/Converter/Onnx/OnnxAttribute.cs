namespace SafeCity.Edge.ModelConverter.Onnx;

/// <summary>An attribute of a node: exactly one of the three values is set.</summary>
internal sealed record OnnxAttribute
{
    private OnnxAttribute(string name) => Name = name;

    /// <summary>Name as in the operator's definition.</summary>
    internal string Name { get; }

    /// <summary>A whole number.</summary>
    internal long? Integer { get; private init; }

    /// <summary>A list of whole numbers.</summary>
    internal IReadOnlyList<int>? Integers { get; private init; }

    /// <summary>A text.</summary>
    internal string? Text { get; private init; }

    internal static OnnxAttribute Of(string name, long value) => new(name) { Integer = value };

    internal static OnnxAttribute Of(string name, IReadOnlyList<int> values) => new(name) { Integers = values };

    internal static OnnxAttribute Of(string name, string value) => new(name) { Text = value };
}
