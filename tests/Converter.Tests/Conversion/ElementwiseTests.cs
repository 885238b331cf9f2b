using SafeCity.Edge.ModelConverter.Tests.Support;

namespace SafeCity.Edge.ModelConverter.Tests.Conversion;

/// <summary>Operations on each value against numbers done by hand.</summary>
public sealed class ElementwiseTests
{
    private static readonly InputSize TwoByOne = new(2, 1);

    [SkippableFact]
    public void Constant_of_one_value_a_channel_is_added_to_each_channel()
    {
        SmallModel model = SmallModel.WithImage(1, 2, 2).Constant("shift", [2], 10, 20).Node("Add", "out", [SmallModel.Image, "shift"]);
        Assert.Equal([11, 12, 23, 24], ConvertedModel.Run(model, "out", TwoByOne, 1, 2, 3, 4).Values);
    }

    [SkippableFact]
    public void Constant_image_is_moved_to_channels_first()
    {
        // [h 1, w 2, c 2]: pixel by pixel 1, 2 and 3, 4.
        SmallModel model = SmallModel.WithImage(1, 2, 2)
            .Constant("factor", [1, 2, 2], 1, 2, 3, 4).Node("Mul", "out", ["factor", SmallModel.Image]);
        Assert.Equal([10, 30, 20, 40], ConvertedModel.Run(model, "out", TwoByOne, 10, 10, 10, 10).Values);
    }

    [SkippableFact]
    public void Gate_of_one_value_a_channel_scales_the_whole_channel()
    {
        SmallModel model = SmallModel.WithImage(1, 2, 2).IntegerConstant("axes", [2], 1, 2)
            .Node("Mean", "gate", [SmallModel.Image, "axes"], ("keep_dims", SmallModel.Flag(true)))
            .Node("Mul", "out", ["gate", SmallModel.Image]);
        // Means 3 and 10.
        Assert.Equal([6, 12, 80, 120], ConvertedModel.Run(model, "out", TwoByOne, 2, 4, 8, 12).Values);
    }

    [SkippableTheory]
    [InlineData("Relu", new float[] { 0, 7 })]
    [InlineData("Relu6", new float[] { 0, 6 })]
    [InlineData("Sigmoid", new float[] { 0.26894143f, 0.999089f })]
    public void Activations_act_on_each_value(string op, float[] expected)
    {
        SmallModel model = SmallModel.WithImage(1, 2, 1).Node(op, "out", [SmallModel.Image]);
        float[] values = ConvertedModel.Run(model, "out", TwoByOne, -1, 7).Values;
        Assert.Equal(expected[0], values[0], 1e-6f);
        Assert.Equal(expected[1], values[1], 1e-6f);
    }

    [SkippableFact]
    public void Identity_of_an_activation_and_of_a_constant_pass_through()
    {
        SmallModel model = SmallModel.WithImage(1, 2, 1).Constant("two", [], 2).Node("Identity", "same_two", ["two"])
            .Node("Mul", "product", [SmallModel.Image, "same_two"]).Node("Identity", "out", ["product"]);
        Assert.Equal([6, 8], ConvertedModel.Run(model, "out", TwoByOne, 3, 4).Values);
    }

    [Fact]
    public void Images_of_other_sizes_are_not_added()
    {
        SmallModel model = SmallModel.WithImage(32, 32, 2).Constant("shift", [3], 1, 2, 3).Node("Add", "out", [SmallModel.Image, "shift"]);
        Assert.Equal("node 'out' (Add) has inputs of 32x32x2 and 1x1x3, which do not fit together", Refusal.Of(model, "out"));
    }

    [Fact]
    public void Output_that_does_not_depend_on_the_image_is_refused()
    {
        SmallModel model = SmallModel.WithImage(32, 32, 1).Constant("one", [], 1).Node("Identity", "out", ["one"]);
        Assert.Equal("the graph has 0 image inputs, exactly one is needed", Refusal.Of(model, "out"));
    }

    [Fact]
    public void Output_that_is_the_input_itself_is_refused()
    {
        SmallModel model = SmallModel.WithImage(32, 32, 1).Node("Identity", "out", [SmallModel.Image]);
        Assert.Equal("node 'out' is the input itself or the same value as another output", Refusal.Of(model, "out"));
    }
}
