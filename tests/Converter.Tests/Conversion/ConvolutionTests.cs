using System.Text.Json.Nodes;
using SafeCity.Edge.ModelConverter.Conversion;
using SafeCity.Edge.ModelConverter.Tests.Support;

namespace SafeCity.Edge.ModelConverter.Tests.Conversion;

/// <summary>Convolutions against sums done by hand.</summary>
public sealed class ConvolutionTests
{
    private static readonly float[] OneToSixteen = [.. Enumerable.Range(1, 16).Select(i => (float)i)];

    [Theory]
    [InlineData(512, 3, 2, 1, 0, 1, 256)]
    [InlineData(512, 5, 2, 1, 1, 2, 256)]
    [InlineData(511, 3, 2, 1, 1, 1, 256)]
    [InlineData(7, 3, 1, 1, 1, 1, 7)]
    [InlineData(7, 1, 2, 1, 0, 0, 4)]
    [InlineData(8, 3, 1, 2, 2, 2, 8)]
    public void Same_padding_puts_the_odd_zero_behind(int length, int kernel, int stride, int dilation, int begin, int end, int output) =>
        Assert.Equal(new SpatialPadding(begin, end, output), SpatialPadding.Same(length, new Window(kernel, stride, dilation)));

    [SkippableFact]
    public void Stride_two_with_same_padding_starts_at_the_first_pixel()
    {
        SmallModel model = SmallModel.WithImage(4, 4, 1).Constant("kernel", [3, 3, 1, 1], [.. Enumerable.Repeat(1f, 9)])
            .Node("Conv2D", "out", [SmallModel.Image, "kernel"], Attributes("SAME", stride: 2));
        (long[] shape, float[] values) = ConvertedModel.Run(model, "out", new InputSize(4, 4), OneToSixteen);
        Assert.Equal([1, 1, 2, 2], shape);
        // Rows 1-4, 5-8, 9-12, 13-16; the right and lower windows are cut at the edge:
        // 1+2+3+5+6+7+9+10+11, 3+4+7+8+11+12, 9+10+11+13+14+15, 11+12+15+16.
        Assert.Equal([54, 45, 72, 54], values);
    }

    [SkippableFact]
    public void Plain_kernel_is_reordered_with_channels_apart()
    {
        // Two inputs a, b and three outputs: a, b, a + 10 b; the kernel is [1, 1, in, out].
        SmallModel model = SmallModel.WithImage(1, 2, 2).Constant("kernel", [1, 1, 2, 3], 1, 0, 1, 0, 1, 10)
            .Node("Conv2D", "out", [SmallModel.Image, "kernel"], Attributes("VALID"));
        (long[] shape, float[] values) = ConvertedModel.Run(model, "out", new InputSize(2, 1), 1, 2, 3, 4);
        Assert.Equal([1, 3, 1, 2], shape);
        Assert.Equal([1, 2, 3, 4, 31, 42], values);
    }

    [SkippableFact]
    public void Plain_kernel_keeps_rows_and_columns()
    {
        // 2 x 3 kernel that picks the pixel one to the right in the lower row and ten times the upper left one.
        SmallModel model = SmallModel.WithImage(2, 3, 1).Constant("kernel", [2, 3, 1, 1], 10, 0, 0, 0, 0, 1)
            .Node("Conv2D", "out", [SmallModel.Image, "kernel"], Attributes("VALID"));
        Assert.Equal([16], ConvertedModel.Run(model, "out", new InputSize(3, 2), 1, 2, 3, 4, 5, 6).Values);
    }

    [SkippableFact]
    public void Depthwise_kernel_keeps_the_outputs_of_a_channel_together()
    {
        // Channels a and b, multiplier 2: a, 2a, 3b, 4b.
        SmallModel model = SmallModel.WithImage(1, 1, 2).Constant("kernel", [1, 1, 2, 2], 1, 2, 3, 4)
            .Node("DepthwiseConv2dNative", "out", [SmallModel.Image, "kernel"], Attributes("SAME"));
        (long[] shape, float[] values) = ConvertedModel.Run(model, "out", new InputSize(1, 1), 5, 7);
        Assert.Equal([1, 4, 1, 1], shape);
        Assert.Equal([5, 10, 21, 28], values);
    }

    [SkippableTheory]
    [InlineData("_FusedConv2D")]
    [InlineData("FusedDepthwiseConv2dNative")]
    public void Fused_bias_and_activation_follow_the_sum(string op)
    {
        foreach ((string[] fused, float[] expected) in new (string[], float[])[]
                 {
                     (["BiasAdd"], [-3, 1, 9]), (["BiasAdd", "Relu"], [0, 1, 9]), (["BiasAdd", "Relu6"], [0, 1, 6]), ([], [-4, 0, 8]),
                 })
        {
            SmallModel model = SmallModel.WithImage(1, 3, 1).Constant("kernel", [1, 1, 1, 1], 2).Constant("bias", [1], 1)
                .Node(op, "out", [SmallModel.Image, "kernel", "bias"], [.. Attributes("SAME"), ("fused_ops", SmallModel.Texts(fused))]);
            Assert.Equal(expected, ConvertedModel.Run(model, "out", new InputSize(3, 1), -2, 0, 4).Values);
        }
    }

    [SkippableFact]
    public void Dilation_spreads_the_taps()
    {
        SmallModel model = SmallModel.WithImage(1, 5, 1).Constant("kernel", [1, 3, 1, 1], 1, 10, 100)
            .Node("Conv2D", "out", [SmallModel.Image, "kernel"], Attributes("VALID", dilation: 2));
        Assert.Equal([531], ConvertedModel.Run(model, "out", new InputSize(5, 1), 1, 2, 3, 4, 5).Values);
    }

    [SkippableFact]
    public void Explicit_padding_is_taken_as_given()
    {
        SmallModel model = SmallModel.WithImage(1, 2, 1).Constant("kernel", [1, 1, 1, 1], 1)
            .Node(
                "Conv2D",
                "out",
                [SmallModel.Image, "kernel"],
                [.. Attributes("EXPLICIT"), ("explicit_paddings", SmallModel.Integers(0, 0, 0, 1, 2, 0, 0, 0))]);
        (long[] shape, float[] values) = ConvertedModel.Run(model, "out", new InputSize(2, 1), 5, 6);
        Assert.Equal([1, 1, 2, 4], shape);
        Assert.Equal([0, 0, 5, 6, 0, 0, 0, 0], values);
    }

    [Theory]
    [InlineData("strides", "node 'out' (Conv2D) has strides [1, 1, 1, 2], [1, rows, columns, 1] is needed")]
    [InlineData("padding", "node 'out' (Conv2D) has the padding 'CIRCULAR', only SAME, VALID and EXPLICIT are converted")]
    [InlineData("data_format", "node 'out' (Conv2D) has the data format 'NCHW', only NHWC is converted")]
    public void Attribute_that_is_not_convertible_is_refused(string attribute, string message)
    {
        Dictionary<string, JsonObject> values = Attributes("SAME").ToDictionary(a => a.Name, a => a.Value);
        values[attribute] = attribute switch
        {
            "strides" => SmallModel.Integers(1, 1, 1, 2),
            "padding" => SmallModel.Text("CIRCULAR"),
            _ => SmallModel.Text("NCHW"),
        };
        SmallModel model = SmallModel.WithImage(4, 4, 1).Constant("kernel", [1, 1, 1, 1], 1)
            .Node("Conv2D", "out", [SmallModel.Image, "kernel"], [.. values.Select(pair => (pair.Key, pair.Value))]);
        Assert.Equal(message, Refusal.Of(model, "out"));
    }

    [Fact]
    public void Kernel_for_other_channels_is_refused()
    {
        SmallModel model = SmallModel.WithImage(4, 4, 3).Constant("kernel", [1, 1, 2, 1], 1, 1)
            .Node("Conv2D", "out", [SmallModel.Image, "kernel"], Attributes("SAME"));
        Assert.Equal("node 'out' (Conv2D) has a kernel for 2 channels and an input of 3", Refusal.Of(model, "out"));
    }

    private static (string Name, JsonObject Value)[] Attributes(string padding, int stride = 1, int dilation = 1) =>
    [
        ("padding", SmallModel.Text(padding)),
        ("strides", SmallModel.Integers(1, stride, stride, 1)),
        ("dilations", SmallModel.Integers(1, dilation, dilation, 1)),
        ("data_format", SmallModel.Text("NHWC")),
    ];
}
