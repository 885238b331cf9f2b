using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Tests.Frames;

public class TensorWriterTests
{
    // Values are 0..255; float32 sums of up to some ten taps.
    private const double ToleranceLevels = 0.002;

    public static TheoryData<int, int, int, int> Sizes => new()
    {
        { 64, 48, 32, 24 }, { 97, 61, 40, 40 }, { 33, 17, 64, 64 }, { 200, 31, 31, 33 }, { 5, 3, 32, 16 }, { 1, 1, 8, 8 }, { 2, 90, 9, 7 }, { 131, 77, 131, 77 },
        { 63, 129, 65, 33 }, { 400, 300, 7, 5 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resize_simd_equals_naive(int width, int height, int targetWidth, int targetHeight)
    {
        Random random = new(width + (1000 * height));
        foreach (PixelLayout layout in Enum.GetValues<PixelLayout>())
        {
            foreach (TensorFit fit in Enum.GetValues<TensorFit>())
            {
                TestPicture picture = new(layout, width, height, random) { FullRange = random.Next(2) == 1, Matrix = (ColorMatrix)random.Next(2) };
                ModelInput input = Input(targetWidth, targetHeight, random.Next(2) == 1 ? "nchw" : "nhwc", "rgb");
                AssertSame(picture, new PixelRectangle(0, 0, width, height), input, fit);
            }
        }
    }

    [Theory]
    [CombinatorialFormats]
    public void Every_layout_range_and_matrix_equals_naive(PixelLayout pixels, string layout, string channels, bool fullRange, ColorMatrix matrix)
    {
        TestPicture picture = new(pixels, 75, 53, new Random(7)) { FullRange = fullRange, Matrix = matrix };
        AssertSame(picture, new PixelRectangle(0, 0, 75, 53), Input(48, 48, layout, channels), TensorFit.Letterbox);
    }

    [Fact]
    public void Regions_at_odd_places_equal_naive()
    {
        Random random = new(11);
        for (int i = 0; i < 60; i++)
        {
            TestPicture picture = new((PixelLayout)random.Next(3), random.Next(1, 120), random.Next(1, 90), random);
            int x = random.Next(picture.Width), y = random.Next(picture.Height);
            PixelRectangle region = new(x, y, random.Next(1, picture.Width - x + 1), random.Next(1, picture.Height - y + 1));
            AssertSame(picture, region, Input(random.Next(1, 50), random.Next(1, 50), "nchw", "bgr"), (TensorFit)random.Next(3));
        }
    }

    [Fact]
    public void One_writer_takes_pictures_of_changing_size()
    {
        Random random = new(3);
        ModelInput input = Input(40, 40, "nchw", "rgb");
        TensorWriter writer = new(input, TensorFit.Letterbox, 114);
        float[] tensor = new float[40 * 40 * 3];
        foreach ((int width, int height) in (ReadOnlySpan<(int, int)>)[(300, 200), (30, 20), (97, 161), (300, 200), (8, 8)])
        {
            TestPicture picture = new(PixelLayout.I420, width, height, random);
            writer.Write(picture.View, tensor);
            double[] expected = NaiveTensorWriter.Write(picture, new PixelRectangle(0, 0, width, height), input, TensorFit.Letterbox, 114);
            Assert.InRange(LargestDifference(expected, tensor), 0, ToleranceLevels);
        }
    }

    [Fact]
    public void Transform_maps_the_corners_of_the_content_to_the_corners_of_the_region()
    {
        TestPicture picture = new(PixelLayout.Gray8, 200, 100, new Random(1));
        float[] tensor = new float[64 * 64];
        LetterboxTransform centered = new TensorWriter(Input(64, 64, "nchw", "gray"), TensorFit.Letterbox).Write(picture.View, tensor);
        Assert.Equal((0, 1, 0, 1), (centered.FrameX(0), centered.FrameX(64), centered.FrameY(16), centered.FrameY(48)));
        LetterboxTransform corner = new TensorWriter(Input(64, 64, "nchw", "gray"), TensorFit.LetterboxTopLeft)
            .Write(picture.View, new PixelRectangle(50, 25, 100, 50), tensor);
        Assert.Equal((0.25f, 0.75f, 0.25f, 0.75f), (corner.FrameX(0), corner.FrameX(64), corner.FrameY(0), corner.FrameY(32)));
    }

    [Fact]
    public void Writing_allocates_nothing_after_the_first_call()
    {
        TestPicture planar = new(PixelLayout.I420, 321, 241, new Random(1)), paired = new(PixelLayout.Nv12, 321, 241, new Random(1));
        TensorWriter writer = new(Input(128, 96, "nchw", "rgb"));
        float[] tensor = new float[128 * 96 * 3];
        writer.Write(planar.View, tensor);
        writer.Write(paired.View, tensor);
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 20; i++)
        {
            writer.Write(planar.View, tensor);
            writer.Write(paired.View, tensor);
        }
        allocations.AssertNone();
    }

    [Theory]
    [InlineData("chw", "rgb", "layout 'chw': use nchw or nhwc")]
    [InlineData("nchw", "rgba", "channels 'rgba': use rgb, bgr or gray")]
    public void An_input_that_cannot_be_written_is_refused_with_what_to_use(string layout, string channels, string message)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new TensorWriter(Input(8, 8, layout, channels)));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_outside_the_picture_and_a_tensor_of_another_size_are_refused()
    {
        TestPicture picture = new(PixelLayout.Gray8, 20, 10, new Random(1));
        TensorWriter writer = new(Input(8, 8, "nchw", "gray"));
        Assert.Throws<ArgumentException>(() => writer.Write(picture.View, new PixelRectangle(15, 0, 6, 5), new float[64]));
        Assert.Throws<ArgumentException>(() => writer.Write(picture.View, new PixelRectangle(int.MaxValue, 0, 6, 5), new float[64]));
        Assert.Throws<ArgumentException>(() => writer.Write(picture.View, new float[63]));
    }

    private static ModelInput Input(int width, int height, string layout, string channels) => new()
    {
        Name = "x",
        Layout = layout,
        Width = width,
        Height = height,
        Channels = channels,
        Mean = [10, 20, 30],
        Scale = [1, 0.5f, 0.25f],
    };

    private static void AssertSame(TestPicture picture, PixelRectangle region, ModelInput input, TensorFit fit)
    {
        double[] expected = NaiveTensorWriter.Write(picture, region, input, fit, 114);
        float[] tensor = new float[expected.Length];
        tensor.AsSpan().Fill(float.NaN);
        new TensorWriter(input, fit, 114).Write(picture.View, region, tensor);
        double difference = LargestDifference(expected, tensor);
        Assert.True(difference <= ToleranceLevels, $"{picture.Layout} {picture.Width}x{picture.Height} {region} to {input.Width}x{input.Height} {fit}: {difference}");
    }

    private static double LargestDifference(double[] expected, float[] actual) =>
        expected.Zip(actual, (e, a) => float.IsNaN(a) ? double.PositiveInfinity : Math.Abs(e - a)).Max();
}
