using SafeCity.Edge.ModelConverter.Tests.Support;

namespace SafeCity.Edge.ModelConverter.Tests.Conversion;

/// <summary>Mean, join and resize against numbers done by hand.</summary>
public sealed class ImageOpTests
{
    [SkippableFact]
    public void Mean_runs_over_rows_and_columns()
    {
        SmallModel model = SmallModel.WithImage(2, 2, 2).IntegerConstant("axes", [2], 1, 2)
            .Node("Mean", "out", [SmallModel.Image, "axes"], ("keep_dims", SmallModel.Flag(true)));
        (long[] shape, float[] values) = ConvertedModel.Run(model, "out", new InputSize(2, 2), 1, 2, 3, 4, 10, 20, 30, 40);
        Assert.Equal([1, 2, 1, 1], shape);
        Assert.Equal([2.5f, 25], values);
    }

    [SkippableFact]
    public void Channels_are_joined_in_order()
    {
        SmallModel model = SmallModel.WithImage(1, 2, 1).IntegerConstant("axis", [], 3).Node("Relu", "positive", [SmallModel.Image])
            .Node("ConcatV2", "out", [SmallModel.Image, "positive", "axis"]);
        (long[] shape, float[] values) = ConvertedModel.Run(model, "out", new InputSize(2, 1), -1, 5);
        Assert.Equal([1, 2, 1, 2], shape);
        Assert.Equal([-1, 5, 0, 5], values);
    }

    [SkippableFact]
    public void Resize_takes_every_second_pixel_as_it_is_and_the_mean_between()
    {
        SmallModel model = SmallModel.WithImage(1, 3, 1)
            .IntegerConstant("target", [2], 1, 6).Node("ResizeBilinear", "out", [SmallModel.Image, "target"]);
        // Source places 0, .5, 1, 1.5, 2, 2.5; the last is held at the edge. Half-pixel centres would give 0, 1, 3, 7, 13, 16.
        Assert.Equal([0, 2, 4, 10, 16, 16], ConvertedModel.Run(model, "out", new InputSize(3, 1), 0, 4, 16).Values);
    }

    [SkippableFact]
    public void Resize_keeps_its_factor_at_another_size()
    {
        // Saved at 3 x 2 with the target 6 x 4, so twice; at 1 x 4 that is 2 x 8.
        SmallModel model = SmallModel.WithImage(3, 2, 1)
            .IntegerConstant("target", [2], 6, 4).Node("ResizeBilinear", "out", [SmallModel.Image, "target"]);
        (long[] shape, float[] values) = ConvertedModel.Run(model, "out", new InputSize(4, 1), 0, 2, 4, 6);
        Assert.Equal([1, 1, 2, 8], shape);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 6], values[..8]);
    }

    [Theory]
    [InlineData("align_corners", "node 'out' (ResizeBilinear) aligns corners, which is not converted")]
    [InlineData("half_pixel_centers", "node 'out' (ResizeBilinear) uses half-pixel centres, which is not converted")]
    public void Resize_of_another_kind_is_refused(string attribute, string message)
    {
        SmallModel model = SmallModel.WithImage(32, 32, 1).IntegerConstant("target", [2], 64, 64)
            .Node("ResizeBilinear", "out", [SmallModel.Image, "target"], (attribute, SmallModel.Flag(true)));
        Assert.Equal(message, Refusal.Of(model, "out"));
    }

    [Fact]
    public void Resize_by_a_broken_factor_is_refused()
    {
        SmallModel model = SmallModel.WithImage(32, 32, 1)
            .IntegerConstant("target", [2], 64, 40).Node("ResizeBilinear", "out", [SmallModel.Image, "target"]);
        Assert.Equal("node 'out' (ResizeBilinear) resizes 32 to 40, only whole factors are converted", Refusal.Of(model, "out"));
    }

    [Fact]
    public void Mean_that_drops_dimensions_is_refused()
    {
        SmallModel model = SmallModel.WithImage(32, 32, 1)
            .IntegerConstant("axes", [2], 1, 2).Node("Mean", "out", [SmallModel.Image, "axes"]);
        Assert.Equal("node 'out' (Mean) drops the dimensions it averages, keep_dims is needed", Refusal.Of(model, "out"));
    }

    [Fact]
    public void Join_along_rows_is_refused()
    {
        SmallModel model = SmallModel.WithImage(32, 32, 1)
            .IntegerConstant("axis", [], 1).Node("ConcatV2", "out", [SmallModel.Image, SmallModel.Image, "axis"]);
        Assert.Equal("node 'out' (ConcatV2) joins along axis 1, only channels (3) are converted", Refusal.Of(model, "out"));
    }
}
