using SafeCity.Edge.ModelConverter.Onnx;
using SafeCity.Edge.ModelConverter.TensorFlow;

namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>Turns the part of a TensorFlow.js graph in front of the given nodes into an ONNX graph of one fixed input size.</summary>
internal static class GraphConverter
{
    /// <summary>
    /// Converts. Input: float NCHW, 1x3xHxW. Outputs: float NCHW. The graph must have one image input [1, H, W, channels] and
    /// be convolutional: everything that depends on the image stays an image.
    /// </summary>
    /// <exception cref="ConversionException">An operation, attribute or shape is not convertible; the message names the node.</exception>
    internal static OnnxGraph Convert(GraphModel model, ConversionRequest request)
    {
        IReadOnlyList<GraphNode> nodes = model.Cut(request.Outputs.Select(output => output.Node));
        OpTable.RefuseUnknown(nodes);
        GraphNode[] placeholders = [.. nodes.Where(node => node.Op == "Placeholder")];
        if (placeholders.Length != 1)
        {
            throw new ConversionException($"the graph has {placeholders.Length} image inputs, exactly one is needed");
        }
        Activation input = Input(placeholders[0], request);

        GraphBuilder graph = new();
        Dictionary<string, Activation> activations = new(StringComparer.Ordinal) { [placeholders[0].Name] = input };
        Dictionary<string, WeightTensor> constants = new(StringComparer.Ordinal);
        foreach (GraphNode node in nodes)
        {
            switch (node.Op)
            {
                case "Placeholder":
                    break;
                case "Const":
                    constants[node.Name] = model.Weights.GetValueOrDefault(node.Name)
                        ?? throw new ConversionException($"the weights manifest has no values for the constant '{node.Name}'");
                    break;
                case "Identity" when node.Inputs.Count == 1 && constants.TryGetValue(node.Inputs[0], out WeightTensor? constant):
                    constants[node.Name] = constant;
                    break;
                default:
                    activations[node.Name] = OpTable.Convert(new OpContext(node, graph, activations, constants));
                    break;
            }
        }
        // By their ONNX names, which differ from the node's where the node is an alias.
        HashSet<string> cuts = [.. request.Outputs.Where(o => activations.ContainsKey(o.Node)).Select(o => activations[o.Node].Name)];
        HardSwish.Rewrite(graph, cuts);
        OnnxValue[] outputs = [.. request.Outputs.Select(output => Output(output, graph, activations, request.InputName))];
        return new OnnxGraph(
            "image_model", new OnnxValue(input.Name, input.Shape.Nchw), outputs, graph.Nodes, graph.Constants);
    }

    private static Activation Input(GraphNode placeholder, ConversionRequest request)
    {
        if (placeholder.Shape("shape") is not [1 or -1, > 0 and int height, > 0 and int width, > 0 and int channels])
        {
            throw new ConversionException($"the input '{placeholder.Name}' has no shape [1, height, width, channels]");
        }
        return new Activation(
            request.InputName,
            new ImageShape(request.Size.Height, request.Size.Width, channels),
            new ImageShape(height, width, channels));
    }

    private static OnnxValue Output(OutputCut output, GraphBuilder graph, Dictionary<string, Activation> activations, string inputName)
    {
        Activation activation = activations.GetValueOrDefault(output.Node)
            ?? throw new ConversionException($"node '{output.Node}' does not depend on the image");
        // A value carries one name only: an alias of the input, or of an output that is already renamed, cannot have another.
        bool taken = activation.Name == inputName || graph.Nodes.All(node => node.Output != activation.Name);
        if (taken) throw new ConversionException($"node '{output.Node}' is the input itself or the same value as another output");
        graph.Rename(activation.Name, output.Name);
        return new OnnxValue(output.Name, activation.Shape.Nchw);
    }
}
