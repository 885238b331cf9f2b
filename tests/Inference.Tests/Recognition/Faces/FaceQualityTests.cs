using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Faces;

namespace SafeCity.Edge.Inference.Tests.Recognition.Faces;

public class FaceQualityTests
{
    private const int Size = 400;
    private readonly byte[] _luma = new byte[Size * Size];

    [Fact]
    public void A_sharp_face_is_better_than_the_same_face_blurred()
    {
        float last = float.PositiveInfinity;
        foreach (int radius in new[] { 0, 1, 2, 4 })
        {
            DrawFace(radius);
            float sharpness = Measure(0.3f, 0.3f, 0.24f).Sharpness;
            Assert.True(sharpness < last, $"radius {radius}: {sharpness} is not below {last}");
            last = sharpness;
        }
        Assert.True(last > 0);
    }

    [Fact]
    public void Contrast_alone_does_not_change_sharpness()
    {
        DrawFace(1);
        float before = Measure(0.3f, 0.3f, 0.24f).Sharpness;
        for (int i = 0; i < _luma.Length; i++) _luma[i] = (byte)(64 + (_luma[i] / 2));
        Assert.Equal(before, Measure(0.3f, 0.3f, 0.24f).Sharpness, 0.02f);
    }

    [Theory]
    [InlineData(0.05f, 0.5f)]
    [InlineData(0.12f, 1)]
    [InlineData(0.24f, 1)]
    public void Size_counts_up_to_96_pixels(float part, float expected)
    {
        float size = Measure(0.3f, 0.3f, part).Size;
        Assert.Equal(Math.Min(1, part * Size / 96), size, 0.001f);
        Assert.True(size <= expected);
    }

    [Theory]
    [InlineData(128, 1f)]
    [InlineData(20, 0.32f)]
    [InlineData(250, 0.08f)]
    [InlineData(0, 0f)]
    [InlineData(255, 0f)]
    public void Light_is_judged_by_its_level_and_by_what_is_clipped(byte level, float most)
    {
        Array.Fill(_luma, level);
        float exposure = Measure(0.3f, 0.3f, 0.2f).Exposure;
        Assert.InRange(exposure, 0, most);
        if (most == 1) Assert.Equal(1, exposure);
    }

    [Fact]
    public void A_face_at_the_edge_is_cut_and_not_whole()
    {
        FaceQuality inside = Measure(0.3f, 0.3f, 0.2f), edge = Measure(0, 0.3f, 0.2f);
        Assert.False(inside.IsCut);
        Assert.Equal(1, inside.Wholeness, 0.001f);
        Assert.True(edge.IsCut);
        Assert.Equal(1.15f / 1.3f, edge.Wholeness, 0.001f);
        Assert.True(edge.Value < inside.Value || inside.Value == 0);
    }

    [Fact]
    public void A_turned_face_counts_less()
    {
        DrawFace(0);
        float front = Of(ModelHead.Turned(0, 0, 0, Size, Size)).Pose, turned = Of(ModelHead.Turned(60, 0, 0, Size, Size)).Pose;
        Assert.Equal(1, front, 0.01f);
        Assert.Equal(0.5f, turned, 0.01f);
    }

    [Fact]
    public void The_value_lies_between_0_and_1_for_any_face()
    {
        Random random = new(11);
        random.NextBytes(_luma);
        for (int i = 0; i < 500; i++)
        {
            float x = random.NextSingle(), y = random.NextSingle();
            FaceDetection face = new(new BoundingBox(x, y, random.NextSingle() * (1 - x), random.NextSingle() * (1 - y)), random.NextSingle(), default);
            FaceQuality quality = Of(face);
            Assert.True(quality.Value is > 0 and <= 1, $"seed 11, face {i}: {face} {quality}");
        }
        Assert.True(Of(default).Value is >= 0 and <= 1);
    }

    [Fact]
    public void Judging_allocates_nothing()
    {
        FaceDetection face = ModelHead.Turned(10, 0, 0, Size, Size);
        Of(face);
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 10; i++) Of(face);
        allocations.AssertNone();
    }

    private FaceQuality Measure(float x, float y, float size) => Of(new FaceDetection(new BoundingBox(x, y, size, size), 0.9f, default));

    private FaceQuality Of(in FaceDetection face) =>
        FaceQuality.Measure(new ImageView(PixelLayout.Gray8, Size, Size, fullRange: true, ColorMatrix.Bt601, _luma, Size, [], [], 0), face);

    // Dark eyes, brows and mouth on a bright disc, blurred by a box.
    private void DrawFace(int radius)
    {
        byte[] sharp = new byte[_luma.Length];
        for (int y = 0; y < Size; y++)
        {
            for (int x = 0; x < Size; x++)
            {
                bool mark = (y is > 150 and < 158 && x is > 140 and < 160 or > 180 and < 200) || (y is > 190 and < 196 && x is > 150 and < 190) || (x + y) % 23 < 3;
                sharp[(y * Size) + x] = (byte)(mark ? 60 : 170);
            }
        }
        for (int y = radius; y < Size - radius; y++)
        {
            for (int x = radius; x < Size - radius; x++)
            {
                int sum = 0;
                for (int dy = -radius; dy <= radius; dy++)
                    for (int dx = -radius; dx <= radius; dx++) sum += sharp[((y + dy) * Size) + x + dx];
                _luma[(y * Size) + x] = (byte)(sum / (((2 * radius) + 1) * ((2 * radius) + 1)));
            }
        }
    }
}
