using SafeCity.Edge.ModelConverter.TensorFlow;

namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>The operations that can be converted, by their TensorFlow names.</summary>
internal static class OpTable
{
    private static readonly Dictionary<string, Func<OpContext, Activation>> Converters = new(StringComparer.Ordinal)
    {
        ["Add"] = ElementwiseOps.Add,
        ["AddV2"] = ElementwiseOps.Add,
        ["ConcatV2"] = ImageOps.Concat,
        ["Conv2D"] = ConvolutionOps.Plain,
        ["_FusedConv2D"] = ConvolutionOps.Plain,
        ["DepthwiseConv2dNative"] = ConvolutionOps.Depthwise,
        ["FusedDepthwiseConv2dNative"] = ConvolutionOps.Depthwise,
        ["Identity"] = ElementwiseOps.Identity,
        ["Mean"] = ImageOps.Mean,
        ["Mul"] = ElementwiseOps.Mul,
        ["Relu"] = ElementwiseOps.Relu,
        ["Relu6"] = ElementwiseOps.Relu6,
        ["ResizeBilinear"] = ImageOps.ResizeBilinear,
        ["Sigmoid"] = ElementwiseOps.Sigmoid,
    };

    /// <summary>Converts one node.</summary>
    internal static Activation Convert(OpContext context) => Converters[context.Node.Op](context);

    /// <summary>Refuses a graph that holds operations not in the table, all of them in one sentence.</summary>
    /// <exception cref="ConversionException">At least one is unknown.</exception>
    internal static void RefuseUnknown(IEnumerable<GraphNode> nodes)
    {
        string[] unknown =
        [
            .. nodes
                .SelectMany(node => IsKnown(node.Op) ? ConvolutionOps.UnknownFusedOps(node) : [node.Op])
                .GroupBy(op => op, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"{group.Key} ({group.Count()})"),
        ];
        if (unknown.Length > 0)
        {
            throw new ConversionException($"the graph needs operations that cannot be converted: {string.Join(", ", unknown)}");
        }
    }

    private static bool IsKnown(string op) => op is "Const" or "Placeholder" || Converters.ContainsKey(op);
}
