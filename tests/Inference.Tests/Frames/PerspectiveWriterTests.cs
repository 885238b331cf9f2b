using System.Numerics;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Tests.Frames;

public class PerspectiveWriterTests
{
    // Values are 0..255; coordinates are float32 in pictures of some hundred pixels, and the pictures are noise.
    private const double ToleranceLevels = 0.15;

    [Fact]
    public void The_whole_picture_at_its_own_size_comes_out_unchanged()
    {
        TestPicture picture = new(PixelLayout.Gray8, 40, 30, new Random(5)) { FullRange = true };
        float[] tensor = new float[40 * 30];
        new PerspectiveWriter(Input(40, 30, "gray")).Write(picture.View, Quad.FromBox(new BoundingBox(0, 0, 1, 1)), 40, 0, tensor);
        for (int y = 0; y < 30; y++)
            for (int x = 0; x < 40; x++) Assert.Equal(picture.LumaAt(x, y), tensor[(y * 40) + x], 1e-3);
    }

    [Theory]
    [InlineData(PixelLayout.I420, true)]
    [InlineData(PixelLayout.I420, false)]
    [InlineData(PixelLayout.Nv12, false)]
    public void An_upright_box_at_its_own_size_equals_the_tensor_writer(PixelLayout layout, bool fullRange)
    {
        TestPicture picture = new(layout, 64, 48, new Random(9)) { FullRange = fullRange };
        ModelInput input = Input(64, 48, "bgr");
        float[] straightened = new float[64 * 48 * 3], scaled = new float[64 * 48 * 3];
        new PerspectiveWriter(input).Write(picture.View, Quad.FromBox(new BoundingBox(0, 0, 1, 1)), 64, 0, straightened);
        new TensorWriter(input, TensorFit.Stretch).Write(picture.View, scaled);
        for (int i = 0; i < scaled.Length; i++) Assert.Equal(scaled[i], straightened[i], 0.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_quadrilateral_equals_naive(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 20; round++)
        {
            TestPicture picture = new((PixelLayout)random.Next(3), random.Next(20, 200), random.Next(20, 150), random)
            {
                FullRange = random.Next(2) == 1,
                Matrix = (ColorMatrix)random.Next(2),
            };
            (int width, int height, int content) = (random.Next(8, 40), random.Next(4, 24), 0);
            content = random.Next(1, width + 1);
            Quad quad = RandomQuad(random);
            float[] tensor = new float[width * height * 3];
            tensor.AsSpan().Fill(float.NaN);
            new PerspectiveWriter(Input(width, height, "rgb")).Write(picture.View, quad, content, 77, tensor);
            AssertSame(picture, quad, (width, height, content), tensor, $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void Straightening_allocates_nothing()
    {
        TestPicture picture = new(PixelLayout.I420, 320, 240, new Random(1));
        PerspectiveWriter writer = new(Input(208, 48, "bgr"));
        float[] tensor = new float[writer.Length];
        Quad quad = RandomQuad(new Random(4));
        writer.Write(picture.View, quad, 200, 127, tensor);
        AllocationCheck.AssertNone(() =>
        {
            for (int i = 0; i < 5; i++) writer.Write(picture.View, quad, 200, 127, tensor);
        });
    }

    [Fact]
    public void What_cannot_be_straightened_is_refused_and_what_has_no_area_is_not()
    {
        TestPicture picture = new(PixelLayout.Gray8, 20, 10, new Random(1));
        PerspectiveWriter writer = new(Input(16, 8, "gray"));
        float[] tensor = new float[writer.Length];
        Quad whole = Quad.FromBox(new BoundingBox(0, 0, 1, 1));
        Assert.Throws<ArgumentException>(() => writer.Write(picture.View, whole with { TopLeft = new Vector2(float.NaN, 0) }, 16, 0, tensor));
        Assert.Throws<ArgumentException>(() => writer.Write(picture.View, whole, 17, 0, tensor));
        Assert.Throws<ArgumentException>(() => writer.Write(picture.View, whole, 0, 0, tensor));
        Assert.Throws<ArgumentException>(() => writer.Write(picture.View, whole, 16, 0, new float[7]));
        writer.Write(picture.View, Quad.FromBox(new BoundingBox(0.5f, 0.5f, 0, 0)), 16, 0, tensor);
        Assert.All(tensor, static v => Assert.InRange(v, 0, 255));
        writer.Write(picture.View, Quad.FromBox(new BoundingBox(-1e9f, -1e9f, 2e9f, 2e9f)), 16, 0, tensor);
        Assert.All(tensor, static v => Assert.InRange(v, 0, 255));
    }

    // Convex, somewhat turned and tapered, also partly outside of the picture.
    private static Quad RandomQuad(Random random)
    {
        float x = (float)(random.NextDouble() * 0.7) - 0.1f, y = (float)(random.NextDouble() * 0.7) - 0.1f;
        float width = 0.2f + (float)(random.NextDouble() * 0.4), height = 0.1f + (float)(random.NextDouble() * 0.3);
        return new Quad(Near(0, 0), Near(width, 0), Near(width, height), Near(0, height));

        Vector2 Near(float dx, float dy) => new(x + dx + Jitter(width), y + dy + Jitter(height));

        float Jitter(float size) => (float)(random.NextDouble() - 0.5) * 0.4f * size;
    }

    private static void AssertSame(TestPicture picture, Quad quad, (int Width, int Height, int Content) size, float[] tensor, string where)
    {
        Quad pixels = quad.Scale(picture.Width, picture.Height);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                double[] expected = x < size.Content ? NaivePerspective.Color(picture, pixels, (size.Content, size.Height), (x, y)) : [77, 77, 77];
                for (int c = 0; c < 3; c++)
                {
                    double difference = Math.Abs(expected[c] - tensor[(((c * size.Height) + y) * size.Width) + x]);
                    Assert.True(difference <= ToleranceLevels, $"{where}: {picture.Layout} {picture.Width}x{picture.Height} {quad} at {x},{y}: {difference}");
                }
            }
        }
    }

    private static ModelInput Input(int width, int height, string channels) =>
        new() { Name = "x", Layout = "nchw", Width = width, Height = height, Channels = channels };
}
