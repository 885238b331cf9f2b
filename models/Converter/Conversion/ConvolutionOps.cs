using SafeCity.Edge.ModelConverter.Onnx;
using SafeCity.Edge.ModelConverter.TensorFlow;

namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>Plain and depthwise convolutions, with the bias and activation that TensorFlow may have fused into them.</summary>
internal static class ConvolutionOps
{
    /// <summary><c>Conv2D</c> and <c>_FusedConv2D</c>: kernel [h, w, in, out].</summary>
    internal static Activation Plain(OpContext context)
    {
        WeightTensor kernel = Kernel(context);
        int channels = context.Activation(0).Shape.Channels;
        if (kernel.Shape[2] != channels) throw context.Refuse($"has a kernel for {kernel.Shape[2]} channels and an input of {channels}");
        float[] values = KernelLayout.PlainToOnnx(kernel);
        return Convolve(context, kernel, values, [kernel.Shape[3], channels, kernel.Shape[0], kernel.Shape[1]], groups: 1);
    }

    /// <summary><c>DepthwiseConv2dNative</c> and its fused form: kernel [h, w, channels, multiplier].</summary>
    internal static Activation Depthwise(OpContext context)
    {
        WeightTensor kernel = Kernel(context);
        int channels = context.Activation(0).Shape.Channels;
        if (kernel.Shape[2] != channels) throw context.Refuse($"has a kernel for {kernel.Shape[2]} channels and an input of {channels}");
        float[] values = KernelLayout.DepthwiseToOnnx(kernel);
        return Convolve(context, kernel, values, [channels * kernel.Shape[3], 1, kernel.Shape[0], kernel.Shape[1]], groups: channels);
    }

    /// <summary>The names of fused operations that cannot be converted, for the list of unknown operations.</summary>
    internal static IEnumerable<string> UnknownFusedOps(GraphNode node) =>
        node.Texts("fused_ops").Where(op => op is not ("BiasAdd" or "Relu" or "Relu6")).Select(op => $"{node.Op}({op})");

    private static WeightTensor Kernel(OpContext context)
    {
        WeightTensor kernel = context.Constant(1);
        if (kernel.Shape.Count != 4) throw context.Refuse($"has a kernel of {kernel.Shape.Count} dimensions, 4 are needed");
        return kernel;
    }

    private static Activation Convolve(OpContext context, WeightTensor kernel, float[] values, int[] shape, int groups)
    {
        Activation input = context.Activation(0);
        int[] strides = SpatialPair(context, "strides"), dilations = SpatialPair(context, "dilations");
        Window rows = new(kernel.Shape[0], strides[0], dilations[0]), columns = new(kernel.Shape[1], strides[1], dilations[1]);
        SpatialPadding top = Pad(context, input.Shape.Height, rows, 0), left = Pad(context, input.Shape.Width, columns, 1);
        SpatialPadding tracedTop = Pad(context, input.Traced.Height, rows, 0), tracedLeft = Pad(context, input.Traced.Width, columns, 1);
        if (Math.Min(top.Output, left.Output) < 1) throw context.Refuse($"has a kernel that does not fit into an input of {input.Shape}");

        List<string> inputs = [input.Name, context.Graph.AddConstant($"{context.Node.Name}/kernel", shape, values)];
        string[] fused = context.Node.Texts("fused_ops");
        if (fused.Contains("BiasAdd")) inputs.Add(Bias(context, shape[0]));
        string activation = fused.Contains("Relu") ? "Relu" : fused.Contains("Relu6") ? "Relu6" : "";
        string name = activation.Length == 0 ? context.Node.Name : $"{context.Node.Name}/before_activation";
        context.Graph.Add(
            "Conv",
            name,
            inputs,
            OnnxAttribute.Of("dilations", dilations),
            OnnxAttribute.Of("group", groups),
            OnnxAttribute.Of("kernel_shape", [kernel.Shape[0], kernel.Shape[1]]),
            OnnxAttribute.Of("pads", [top.Begin, left.Begin, top.End, left.End]),
            OnnxAttribute.Of("strides", strides));
        if (activation == "Relu") context.Graph.Add("Relu", context.Node.Name, [name]);
        if (activation == "Relu6") ElementwiseOps.AddRelu6(context.Graph, context.Node.Name, name);
        return new Activation(
            context.Node.Name,
            new ImageShape(top.Output, left.Output, shape[0]),
            new ImageShape(tracedTop.Output, tracedLeft.Output, shape[0]));
    }

    private static string Bias(OpContext context, int channels)
    {
        WeightTensor bias = context.Constant(2);
        if (bias.Floats.Length != channels) throw context.Refuse($"has {bias.Floats.Length} bias values for {channels} channels");
        return context.Graph.AddConstant($"{context.Node.Name}/bias", [channels], bias.Floats);
    }

    // strides and dilations are [batch, rows, columns, channels].
    private static int[] SpatialPair(OpContext context, string attribute)
    {
        string format = context.Node.Text("data_format", "NHWC");
        if (format != "NHWC") throw context.Refuse($"has the data format '{format}', only NHWC is converted");
        int[] four = context.Node.Integers(attribute);
        if (four.Length == 0) return [1, 1];
        if (four.Length != 4 || four[0] != 1 || four[3] != 1 || four[1] < 1 || four[2] < 1)
        {
            throw context.Refuse($"has {attribute} [{string.Join(", ", four)}], [1, rows, columns, 1] is needed");
        }
        return [four[1], four[2]];
    }

    private static SpatialPadding Pad(OpContext context, int length, Window window, int side)
    {
        string padding = context.Node.Text("padding", "");
        switch (padding)
        {
            case "SAME": return SpatialPadding.Same(length, window);
            case "VALID": return SpatialPadding.Explicit(length, window, 0, 0);
            case "EXPLICIT" when context.Node.Integers("explicit_paddings") is { Length: 8 } eight:
                // Two numbers for each of batch, rows, columns, channels.
                return SpatialPadding.Explicit(length, window, eight[2 + (2 * side)], eight[3 + (2 * side)]);
            default: throw context.Refuse($"has the padding '{padding}', only SAME, VALID and EXPLICIT are converted");
        }
    }
}
