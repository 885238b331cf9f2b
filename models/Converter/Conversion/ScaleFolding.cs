using SafeCity.Edge.ModelConverter.Onnx;

namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>Moves a constant factor of a value into the constants of the convolutions around it.</summary>
internal sealed class ScaleFolding
{
    private readonly GraphBuilder _graph;
    private readonly IReadOnlySet<string> _outputs;
    private readonly List<(string Constant, bool Divide)> _changes = [];

    private ScaleFolding(GraphBuilder graph, IReadOnlySet<string> outputs) => (_graph, _outputs) = (graph, outputs);

    /// <summary>
    /// Changes the constants behind a value so that the value itself may lose the factor. A convolution takes it into its
    /// kernel; averages and products pass it on; a sum passes it on when its other side is a convolution that can be divided
    /// by it. Anything else behind the value refuses, and nothing is changed.
    /// </summary>
    /// <returns>False when the factor cannot be moved.</returns>
    internal static bool TryFold(GraphBuilder graph, string value, float factor, IReadOnlySet<string> outputs)
    {
        ScaleFolding folding = new(graph, outputs);
        if (!folding.Collect(value) || folding._changes.DistinctBy(change => change.Constant).Count() != folding._changes.Count)
        {
            return false;
        }
        foreach ((string constant, bool divide) in folding._changes) graph.ScaleConstant(constant, divide ? 1 / factor : factor);
        return true;
    }

    private bool Collect(string value) =>
        !_outputs.Contains(value) && _graph.Nodes.Where(node => node.Inputs.Contains(value)).All(node => Absorb(node, value));

    private bool Absorb(OnnxNode node, string value)
    {
        switch (node.Op)
        {
            case "Conv" when node.Inputs[0] == value:
                _changes.Add((node.Inputs[1], Divide: false));
                return true;
            case "GlobalAveragePool":
            case "Mul" when node.Inputs[0] != node.Inputs[1]:
                return Collect(node.Output);
            case "Add" when node.Inputs[0] != node.Inputs[1]:
                return DivideMaker(node.Inputs[0] == value ? node.Inputs[1] : node.Inputs[0]) && Collect(node.Output);
            default:
                return false;
        }
    }

    // a * f + conv(b) = f * (a + conv(b) / f), if nothing else sees the convolution's result.
    private bool DivideMaker(string value)
    {
        if (_graph.Maker(value) is not { Op: "Conv" } convolution || _outputs.Contains(value)) return false;
        if (_graph.Nodes.Count(node => node.Inputs.Contains(value)) != 1) return false;
        foreach (string constant in convolution.Inputs.Skip(1)) _changes.Add((constant, Divide: true));
        return true;
    }
}
