using SafeCity.Edge.ModelConverter.Onnx;

namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>Collects the nodes and constants of the ONNX graph, and lets a rewriting step look at them and change them.</summary>
internal sealed class GraphBuilder
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _constants = [];

    /// <summary>The nodes so far, each behind those it needs.</summary>
    internal IReadOnlyList<OnnxNode> Nodes => _nodes;

    /// <summary>The constants so far.</summary>
    internal IReadOnlyList<OnnxTensor> Constants => _constants;

    /// <summary>Adds a node and returns the name of its output.</summary>
    internal string Add(string op, string output, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        _nodes.Add(new OnnxNode(op, output, inputs, attributes));
        return output;
    }

    /// <summary>Adds a constant under a name; a second call with the same name keeps the first's values.</summary>
    internal string AddConstant(string name, IReadOnlyList<int> shape, float[] values)
    {
        if (_constants.TrueForAll(constant => constant.Name != name)) _constants.Add(new OnnxTensor(name, shape, values));
        return name;
    }

    /// <summary>The node that makes a value; null for the input and for constants.</summary>
    internal OnnxNode? Maker(string value) => _nodes.Find(node => node.Output == value);

    /// <summary>The value of a scalar constant; null for everything else.</summary>
    internal float? Scalar(string name) => _constants.Find(constant => constant.Name == name && constant.Shape.Count == 0)?.Values[0];

    /// <summary>Multiplies all values of a constant.</summary>
    internal void ScaleConstant(string name, float factor)
    {
        int at = _constants.FindIndex(constant => constant.Name == name);
        _constants[at] = _constants[at] with { Values = [.. _constants[at].Values.Select(value => value * factor)] };
    }

    /// <summary>Puts other nodes in the place of one.</summary>
    internal void Replace(OnnxNode node, params IReadOnlyList<OnnxNode> replacement)
    {
        int at = _nodes.IndexOf(node);
        _nodes.RemoveAt(at);
        _nodes.InsertRange(at, replacement);
    }

    /// <summary>Renames a value everywhere.</summary>
    internal void Rename(string from, string to)
    {
        for (int i = 0; i < _nodes.Count; i++)
        {
            OnnxNode node = _nodes[i];
            string[] inputs = [.. node.Inputs.Select(input => input == from ? to : input)];
            _nodes[i] = node with { Output = node.Output == from ? to : node.Output, Inputs = inputs };
        }
    }

    /// <summary>Takes away the nodes and constants that no output needs.</summary>
    internal void RemoveUnused(IReadOnlySet<string> outputs)
    {
        HashSet<string> needed = new(outputs, StringComparer.Ordinal);
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            if (needed.Contains(_nodes[i].Output)) needed.UnionWith(_nodes[i].Inputs);
            else _nodes.RemoveAt(i);
        }
        _constants.RemoveAll(constant => !needed.Contains(constant.Name));
    }
}
