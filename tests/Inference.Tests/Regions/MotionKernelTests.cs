using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tests.Frames;

namespace SafeCity.Edge.Inference.Tests.Regions;

/// <summary>Fast loops against slow ones, at widths that leave every kind of rest.</summary>
public class MotionKernelTests
{
    public static TheoryData<int, int> Sizes => new()
    {
        { 1, 1 }, { 16, 16 }, { 17, 3 }, { 31, 200 }, { 33, 101 }, { 100, 100 }, { 321, 99 }, { 768, 576 }, { 1919, 1079 }, { 4000, 20 }, { 20, 4000 }, { 7680, 4320 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Shrinking_simd_equals_naive(int width, int height)
    {
        TestPicture picture = new(PixelLayout.Gray8, width, height, new Random(width + height));
        LumaShrinker shrinker = new();
        Assert.True(shrinker.Prepare(width, height));
        Assert.False(shrinker.Prepare(width, height));
        byte[] small = new byte[shrinker.Width * shrinker.Height];
        shrinker.Shrink(picture.View, small);
        Assert.Equal(
            NaiveMotion.Shrink(picture.Y, picture.YStride, (width, height), (shrinker.Width, shrinker.Height), LumaShrinker.RowsMax), small);
        Assert.InRange(shrinker.Width, 1, Math.Min(width, LumaShrinker.WidthMax));
        Assert.InRange(shrinker.Height, 1, Math.Min(height, LumaShrinker.HeightMax));
    }

    [Fact]
    public void Rows_of_the_brightest_white_do_not_overflow()
    {
        byte[] white = Enumerable.Repeat(byte.MaxValue, 300 * 3000).ToArray();
        LumaShrinker shrinker = new();
        shrinker.Prepare(300, 3000);
        byte[] small = new byte[shrinker.Width * shrinker.Height];
        shrinker.Shrink(new ImageView(PixelLayout.Gray8, 300, 3000, true, ColorMatrix.Bt601, white, 300, [], [], 0), small);
        Assert.All(small, pixel => Assert.Equal(byte.MaxValue, pixel));
    }

    [Fact]
    public void Blur_comparison_average_and_dilation_simd_equal_naive()
    {
        Random random = new(5);
        for (int round = 0; round < 60; round++)
        {
            int width = random.Next(1, 90), height = random.Next(1, 20), length = width * height;
            byte[] pixels = new byte[length];
            random.NextBytes(pixels);
            float[] blurred = new float[length];
            MotionKernels.Blur(pixels, width, new ushort[width + 2], blurred);
            Assert.Equal(NaiveMotion.Blur(pixels, width), blurred);

            // Quarters, so that differences hit the threshold exactly, too.
            float[] other = blurred.Select(v => v + (random.Next(-200, 200) / 4f)).ToArray();
            byte[] changed = new byte[length];
            MotionKernels.Compare(blurred, other, 30, changed);
            Assert.Equal(blurred.Zip(other, (a, b) => Math.Abs(a - b) > 30 ? byte.MaxValue : (byte)0), changed);

            float[] average = [.. other];
            MotionKernels.Approach(average, blurred, 0.07f);
            Assert.Equal(other.Zip(blurred, (a, b) => a + (0.07f * (b - a))), average);

            byte[] map = new byte[(width + 2) * (height + 2)], dilated = new byte[map.Length];
            for (int y = 1; y <= height; y++)
                for (int x = 1; x <= width; x++) map[(y * (width + 2)) + x] = random.Next(6) == 0 ? byte.MaxValue : (byte)0;
            MotionKernels.Dilate(map, dilated, width + 2);
            Assert.Equal(NaiveMotion.Dilate(map, width + 2), dilated);
        }
    }
}
