using SafeCity.Edge.ModelConverter.Onnx;

namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>Collects the nodes and constants of the ONNX graph.</summary>
internal sealed class GraphBuilder
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _initializers = [];
    private readonly HashSet<string> _initializerNames = new(StringComparer.Ordinal);

    /// <summary>The nodes so far, each behind those it needs.</summary>
    internal IReadOnlyList<OnnxNode> Nodes => _nodes;

    /// <summary>The constants so far.</summary>
    internal IReadOnlyList<OnnxTensor> Initializers => _initializers;

    /// <summary>Adds a node and returns the name of its output.</summary>
    internal string Add(string op, string output, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        _nodes.Add(new OnnxNode(op, output, inputs, attributes));
        return output;
    }

    /// <summary>Adds a constant under a name; the second call with the same name returns the first's.</summary>
    internal string AddConstant(string name, IReadOnlyList<int> shape, float[] values)
    {
        if (_initializerNames.Add(name)) _initializers.Add(new OnnxTensor(name, shape, values));
        return name;
    }

    /// <summary>Renames a value everywhere.</summary>
    internal void Rename(string from, string to)
    {
        for (int i = 0; i < _nodes.Count; i++)
        {
            OnnxNode node = _nodes[i];
            bool makes = node.Output == from, takes = node.Inputs.Contains(from);
            if (!makes && !takes) continue;
            _nodes[i] = node with
            {
                Output = makes ? to : node.Output,
                Inputs = takes ? [.. node.Inputs.Select(input => input == from ? to : input)] : node.Inputs,
            };
        }
    }
}
