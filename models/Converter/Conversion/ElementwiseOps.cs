using SafeCity.Edge.ModelConverter.Onnx;
using SafeCity.Edge.ModelConverter.TensorFlow;

namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>Operations on each value apart.</summary>
internal static class ElementwiseOps
{
    private const string Relu6Min = "relu6/min", Relu6Max = "relu6/max";

    internal static Activation Identity(OpContext context) => context.Activation(0);

    internal static Activation Relu(OpContext context) => Unary(context, "Relu");

    internal static Activation Sigmoid(OpContext context) => Unary(context, "Sigmoid");

    internal static Activation Relu6(OpContext context)
    {
        Activation input = context.Activation(0);
        return input with { Name = AddRelu6(context.Graph, context.Node.Name, input.Name) };
    }

    internal static Activation Add(OpContext context) => Binary(context, "Add");

    internal static Activation Mul(OpContext context) => Binary(context, "Mul");

    /// <summary>Limits a value to 0..6.</summary>
    internal static string AddRelu6(GraphBuilder graph, string output, string input) =>
        graph.Add("Clip", output, [input, graph.AddConstant(Relu6Min, [], [0f]), graph.AddConstant(Relu6Max, [], [6f])]);

    /// <summary>Whether a <c>Clip</c> was made by <see cref="AddRelu6"/>.</summary>
    internal static bool IsRelu6(OnnxNode clip) => clip.Inputs is [_, Relu6Min, Relu6Max];

    private static Activation Unary(OpContext context, string op)
    {
        Activation input = context.Activation(0);
        return input with { Name = context.Graph.Add(op, context.Node.Name, [input.Name]) };
    }

    private static Activation Binary(OpContext context, string op)
    {
        if (context.IsConstant(0) && context.IsConstant(1))
        {
            throw context.Refuse("has two constant inputs; fold the constants before saving the model");
        }
        if (!context.IsConstant(0) && !context.IsConstant(1))
        {
            Activation a = context.Activation(0), b = context.Activation(1);
            context.Graph.Add(op, context.Node.Name, [a.Name, b.Name]);
            return new Activation(context.Node.Name, Broadcast(context, a.Shape, b.Shape), Broadcast(context, a.Traced, b.Traced));
        }
        int constantAt = context.IsConstant(0) ? 0 : 1;
        WeightTensor constant = context.Constant(constantAt);
        Activation input = context.Activation(1 - constantAt);
        if (constant.Shape.Count > 4 || (constant.Shape.Count == 4 && constant.Shape[0] != 1))
        {
            throw context.Refuse($"has a constant of shape [{string.Join(", ", constant.Shape)}], which is no image");
        }
        (int[] shape, float[] values) = KernelLayout.BroadcastToOnnx(constant);
        ImageShape constantShape = shape.Length == 0 ? new ImageShape(1, 1, 1) : new ImageShape(shape[2], shape[3], shape[1]);
        string name = context.Graph.AddConstant($"{context.Node.Name}/constant", shape, values);
        context.Graph.Add(op, context.Node.Name, constantAt == 0 ? [name, input.Name] : [input.Name, name]);
        return new Activation(
            context.Node.Name,
            Broadcast(context, input.Shape, constantShape),
            Broadcast(context, input.Traced, constantShape));
    }

    private static ImageShape Broadcast(OpContext context, ImageShape a, ImageShape b)
    {
        bool fits = Fits(a.Height, b.Height) && Fits(a.Width, b.Width) && Fits(a.Channels, b.Channels);
        if (!fits) throw context.Refuse($"has inputs of {a} and {b}, which do not fit together");
        return new ImageShape(Math.Max(a.Height, b.Height), Math.Max(a.Width, b.Width), Math.Max(a.Channels, b.Channels));
    }

    private static bool Fits(int a, int b) => a == b || a == 1 || b == 1;
}
