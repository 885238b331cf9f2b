using SafeCity.Edge.ModelConverter.TensorFlow;

namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>One TensorFlow node on its way to ONNX: its inputs by position, and where the result goes.</summary>
/// <param name="Node">The node.</param>
/// <param name="Graph">The ONNX graph being built.</param>
/// <param name="Activations">Results of the nodes before it.</param>
/// <param name="Constants">Constants before it.</param>
internal sealed record OpContext(
    GraphNode Node,
    GraphBuilder Graph,
    IReadOnlyDictionary<string, Activation> Activations,
    IReadOnlyDictionary<string, WeightTensor> Constants)
{
    /// <summary>The activation at an input.</summary>
    /// <exception cref="ConversionException">Absent or a constant.</exception>
    internal Activation Activation(int index) => Activations.TryGetValue(InputName(index), out Activation? activation)
        ? activation
        : throw Refuse($"takes the constant '{InputName(index)}' as input {index} where an activation is needed");

    /// <summary>The constant at an input.</summary>
    /// <exception cref="ConversionException">Absent or an activation.</exception>
    internal WeightTensor Constant(int index) => Constants.TryGetValue(InputName(index), out WeightTensor? constant)
        ? constant
        : throw Refuse($"computes input {index} ('{InputName(index)}') at run time where a constant is needed");

    /// <summary>Whether an input is a constant.</summary>
    internal bool IsConstant(int index) => Constants.ContainsKey(InputName(index));

    /// <summary>A refusal that names the node.</summary>
    internal ConversionException Refuse(string fault) => new($"node '{Node.Name}' ({Node.Op}) {fault}");

    private string InputName(int index) =>
        index < Node.Inputs.Count ? Node.Inputs[index] : throw Refuse($"has {Node.Inputs.Count} inputs, at least {index + 1} are needed");
}
