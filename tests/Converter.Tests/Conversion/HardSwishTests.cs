using System.Text.Json.Nodes;
using SafeCity.Edge.ModelConverter.Conversion;
using SafeCity.Edge.ModelConverter.Onnx;
using SafeCity.Edge.ModelConverter.Tests.Support;

namespace SafeCity.Edge.ModelConverter.Tests.Conversion;

/// <summary>The rewritten hard swish against its definition, with the factor that a float16 sixth brings.</summary>
public sealed class HardSwishTests
{
    // A sixth as float16: 6 c is 0.99976, which a plain HardSwish would lose.
    private static readonly Half Sixth = (Half)(1f / 6);

    private static readonly float[] Inputs = [-4, -1, 0, 1, 2.5f, 5];

    private static readonly InputSize Row = new(6, 1);

    private static float[] Expected(float after = 1) => [.. Inputs.Select(x => after * (float)Sixth * x * Math.Clamp(x + 3, 0, 6))];

    [SkippableFact]
    public void Factor_goes_into_the_kernel_behind()
    {
        SmallModel model = Swish(SmallModel.WithImage(1, 6, 1)).Constant("kernel", [1, 1, 1, 1], 100)
            .Node("Conv2D", "out", ["swish", "kernel"], Padding());
        Assert.Equal(["Conv", "HardSwish"], Ops(model, "out"));
        AssertClose(Expected(100), ConvertedModel.Run(model, "out", Row, Inputs).Values);
    }

    [SkippableFact]
    public void Factor_stays_when_the_value_is_an_output()
    {
        SmallModel model = Swish(SmallModel.WithImage(1, 6, 1));
        Assert.Equal(["HardSwish", "Mul"], Ops(model, "swish"));
        AssertClose(Expected(), ConvertedModel.Run(model, "swish", Row, Inputs).Values);
    }

    [SkippableFact]
    public void Factor_stays_when_a_sigmoid_is_behind()
    {
        SmallModel model = Swish(SmallModel.WithImage(1, 6, 1)).Node("Sigmoid", "out", ["swish"]);
        Assert.Equal(["HardSwish", "Mul", "Sigmoid"], Ops(model, "out"));
        AssertClose([.. Expected().Select(x => 1 / (1 + MathF.Exp(-x)))], ConvertedModel.Run(model, "out", Row, Inputs).Values);
    }

    [SkippableFact]
    public void Factor_goes_round_a_residual_block()
    {
        // out = 7 (swish + (2 * 1.5 swish + 1)): the branch's convolution is divided, the last one multiplied.
        SmallModel model = Swish(SmallModel.WithImage(1, 6, 1)).Constant("onehalf", [1, 1, 1, 1], 1.5f)
            .Constant("two", [1, 1, 1, 1], 2).Constant("one", [1], 1).Constant("seven", [1, 1, 1, 1], 7)
            .Node("Conv2D", "middle", ["swish", "onehalf"], Padding())
            .Node("_FusedConv2D", "branch", ["middle", "two", "one"], [.. Padding(), ("fused_ops", SmallModel.Texts("BiasAdd"))])
            .Node("Add", "sum", ["swish", "branch"])
            .Node("Conv2D", "out", ["sum", "seven"], Padding());
        Assert.Equal(["Add", "Conv", "Conv", "Conv", "HardSwish"], Ops(model, "out"));
        AssertClose([.. Expected().Select(s => 7 * (s + (3 * s) + 1))], ConvertedModel.Run(model, "out", Row, Inputs).Values);
    }

    [SkippableFact]
    public void Factor_goes_through_squeeze_and_excitation()
    {
        SmallModel model = Swish(SmallModel.WithImage(1, 6, 1)).IntegerConstant("axes", [2], 1, 2).Constant("kernel", [1, 1, 1, 1], 1)
            .Node("Mean", "mean", ["swish", "axes"], ("keep_dims", SmallModel.Flag(true)))
            .Node("Conv2D", "gate", ["mean", "kernel"], Padding()).Node("Mul", "gated", ["gate", "swish"])
            .Node("Conv2D", "out", ["gated", "kernel"], Padding());
        Assert.DoesNotContain("Clip", Ops(model, "out"));
        float mean = Expected().Average();
        AssertClose([.. Expected().Select(s => mean * s)], ConvertedModel.Run(model, "out", Row, Inputs).Values);
    }

    [SkippableFact]
    public void Lookalike_with_another_shift_is_left_alone()
    {
        SmallModel model = Swish(SmallModel.WithImage(1, 6, 1), shift: 2);
        Assert.Equal(["Add", "Clip", "Mul", "Mul"], Ops(model, "swish"));
        AssertClose(
            [.. Inputs.Select(x => (float)Sixth * x * Math.Clamp(x + 2, 0, 6))], ConvertedModel.Run(model, "swish", Row, Inputs).Values);
    }

    private static SmallModel Swish(SmallModel model, float shift = 3) => model
        .HalfConstant("sixth", [], Sixth).Constant("shift", [], shift)
        .Node("Add", "shifted", [SmallModel.Image, "shift"]).Node("Relu6", "clipped", ["shifted"])
        .Node("Mul", "scaled", ["sixth", SmallModel.Image]).Node("Mul", "swish", ["scaled", "clipped"]);

    private static string[] Ops(SmallModel model, string node)
    {
        OnnxGraph graph = GraphConverter.Convert(model.Read(), new ConversionRequest(Row, "image", [new OutputCut(node, "result")]));
        // ONNX Runtime warns about each constant that nobody takes.
        Assert.All(graph.Initializers, constant => Assert.Contains(graph.Nodes, n => n.Inputs.Contains(constant.Name)));
        return [.. graph.Nodes.Select(n => n.Op).Order(StringComparer.Ordinal)];
    }

    private static (string Name, JsonObject Value)[] Padding() => [("padding", SmallModel.Text("SAME"))];

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f * Math.Max(1, Math.Abs(expected[i])));
    }
}
