using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

public class StationaryAnchorsTests
{
    private static readonly BoundingBox Place = new(0.3f, 0.4f, 0.25f, 0.3f);

    [Fact]
    public void Correlation_equals_the_slow_one()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            byte[] first = new byte[StationaryAnchors.Length], second = new byte[StationaryAnchors.Length];
            random.NextBytes(first);
            for (int i = 0; i < second.Length; i++) second[i] = random.Next(3) == 0 ? (byte)random.Next(256) : first[i];
            Assert.Equal(Slow(first, second), StationaryAnchors.Correlation(first, second), 9);
        }
        byte[] white = new byte[StationaryAnchors.Length], mixed = new byte[StationaryAnchors.Length];
        Array.Fill(white, (byte)255);
        for (int i = 0; i < mixed.Length; i++) mixed[i] = (byte)(i % 2 * 255);
        Assert.Equal(1, StationaryAnchors.Correlation(mixed, mixed), 12);
        Assert.Equal(0, StationaryAnchors.Correlation(white, mixed));
    }

    [Fact]
    public void The_same_place_correlates_also_in_other_light_and_another_object_does_not()
    {
        byte[] anchor = Capture(new LuminousScene(640, 480).Background(1).Put(Place, 2));
        Assert.True(StationaryAnchors.Correlation(anchor, Capture(new LuminousScene(640, 480).Background(1).Put(Place, 2, 0.6, 20))) > 0.98);
        Assert.True(StationaryAnchors.Correlation(anchor, Capture(new LuminousScene(640, 480).Background(1).Put(Place, 3))) < 0.5);
        Assert.True(StationaryAnchors.Correlation(anchor, Capture(new LuminousScene(640, 480).Background(1))) < 0.5);
    }

    [Theory]
    [InlineData(16, 16, false)]
    [InlineData(64, 48, true)]
    [InlineData(641, 479, true)]
    [InlineData(7680, 64, true)]
    public void Every_size_of_picture_is_taken_or_refused(int width, int height, bool taken)
    {
        byte[] anchor = new byte[StationaryAnchors.Length];
        Assert.Equal(taken, new StationaryAnchors().Capture(new LuminousScene(width, height).Background(1).View, Place, anchor));
    }

    [Fact]
    public void A_place_at_every_edge_of_the_picture_is_read_within_it()
    {
        StationaryAnchors anchors = new();
        LuminousScene scene = new LuminousScene(100, 80).Background(1);
        byte[] anchor = new byte[StationaryAnchors.Length];
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            BoundingBox place = new(random.NextSingle() - 0.3f, random.NextSingle() - 0.3f, random.NextSingle() * 1.5f, random.NextSingle() * 1.5f);
            BoundingBox visible = place.ClipToFrame();
            Assert.Equal(visible.Width * 100 >= 8 && visible.Height * 80 >= 8, anchors.Capture(scene.View, place, anchor));
        }
    }

    private static byte[] Capture(LuminousScene scene)
    {
        byte[] anchor = new byte[StationaryAnchors.Length];
        Assert.True(new StationaryAnchors().Capture(scene.View, Place, anchor));
        return anchor;
    }

    private static double Slow(byte[] first, byte[] second)
    {
        double mean = first.Average(b => (double)b), secondMean = second.Average(b => (double)b);
        double product = first.Zip(second, (a, b) => (a - mean) * (b - secondMean)).Sum();
        return product / Math.Sqrt(first.Sum(a => (a - mean) * (a - mean)) * second.Sum(b => (b - secondMean) * (b - secondMean)));
    }
}
