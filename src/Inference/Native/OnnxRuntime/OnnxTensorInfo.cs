namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>One input or output of a model.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="ElementType">Type of its elements.</param>
/// <param name="Shape">Sizes, outermost first; -1 for a size that is known only after a run (outputs only).</param>
public sealed record OnnxTensorInfo(string Name, OnnxElementType ElementType, IReadOnlyList<long> Shape)
{
    /// <summary>True when every size is known.</summary>
    public bool IsFixed => !Shape.Contains(-1);

    /// <summary>For messages: <c>images float 1x3x416x416</c>.</summary>
    public override string ToString() => $"{Name} {ElementType} {ShapeText(Shape)}";

    internal static string ShapeText(IReadOnlyList<long> shape) =>
        shape.Count == 0 ? "scalar" : string.Join('x', shape.Select(d => d < 0 ? "?" : $"{d}"));
}
