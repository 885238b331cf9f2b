using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.KeyFrames;

public class ShotQualityTests
{
    private static readonly Detection Whole = new(new BoundingBox(0.3f, 0.3f, 0.3f, 0.4f), 0.8f, 0);
    private static readonly Detection Cut = Whole with { Box = Whole.Box with { X = 0 } };

    [Fact]
    public void A_sharp_picture_is_better_than_a_blurred_one_and_that_better_than_a_burnt_out_one()
    {
        float sharp = ShotQuality.Of(Whole, Picture(Checks(10))), blurred = ShotQuality.Of(Whole, Picture(static (x, _) => (byte)(100 + (x / 8))));
        float white = ShotQuality.Of(Whole, Picture(static (_, _) => 250)), black = ShotQuality.Of(Whole, Picture(static (_, _) => 3));
        Assert.True(sharp > 1.5f * blurred && blurred > 1.5f * white, $"{sharp} {blurred} {white}");
        Assert.Equal(white, black, 4);
        Assert.True(sharp <= ShotQuality.Bound(Whole));
    }

    [Fact]
    public void A_whole_object_is_never_replaced_by_one_that_the_edge_cuts_and_the_other_way_round_gladly()
    {
        Assert.False(ShotQuality.Replaces(Cut, 10, Whole, 0.1f));
        Assert.True(ShotQuality.Replaces(Whole, 1, Cut, 0.5f));
        Assert.True(ShotQuality.Replaces(Cut, 1, Cut, 0.5f));
        Assert.False(ShotQuality.Replaces(Whole, 1.09f, Whole, 1));
    }

    [Theory]
    [InlineData(0, 0, 1, 1)]
    [InlineData(-0.5f, -0.5f, 2, 2)]
    [InlineData(0.999f, 0.999f, 0.5f, 0.5f)]
    [InlineData(1.5f, 0, 0.1f, 0.1f)]
    public void Boxes_at_and_over_the_edges_are_measured_within_the_frame(float x, float y, float width, float height)
    {
        float quality = ShotQuality.Of(Whole with { Box = new BoundingBox(x, y, width, height) }, Picture(Checks(10)));
        Assert.True(float.IsFinite(quality) && quality >= 0, $"{quality}");
    }

    private static Func<int, int, byte> Checks(int step) => (x, y) => (byte)(100 + (((x ^ y) & 1) * step * 5));

    private static ImageView Picture(Func<int, int, byte> sample)
    {
        const int width = 160, height = 120;
        byte[] luma = new byte[width * height];
        for (int i = 0; i < luma.Length; i++) luma[i] = sample(i % width, i / width);
        return new ImageView(PixelLayout.Gray8, width, height, true, ColorMatrix.Bt601, luma, width, [], [], 0);
    }
}
