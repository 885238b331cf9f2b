using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.KeyFrames;

public sealed class PictureScalerTests
{
    /// <summary>Colours of a flat picture, converted in double precision from their definition, against libswscale.</summary>
    [Theory]
    [InlineData(false, ColorMatrix.Bt601, PixelLayout.I420)]
    [InlineData(false, ColorMatrix.Bt709, PixelLayout.I420)]
    [InlineData(true, ColorMatrix.Bt601, PixelLayout.I420)]
    [InlineData(true, ColorMatrix.Bt709, PixelLayout.I420)]
    [InlineData(false, ColorMatrix.Bt709, PixelLayout.Nv12)]
    [InlineData(false, ColorMatrix.Bt601, PixelLayout.Nv12)]
    public void Colours_are_those_of_the_source_in_full_range_bt601(bool fullRange, ColorMatrix matrix, PixelLayout layout)
    {
        PicturePool pool = new();
        (double R, double G, double B)[] colours =
            [(1, 1, 1), (0, 0, 0), (0.8, 0.2, 0.2), (0.1, 0.6, 0.3), (0.2, 0.3, 0.9), (0.5, 0.5, 0.5)];
        foreach ((double r, double g, double b) in colours)
        {
            (byte y, byte u, byte v) = ToSamples(r, g, b, fullRange, matrix);
            (byte y1, byte u1, byte v1) = ToSamples(r, g, b, true, ColorMatrix.Bt601);
            foreach ((int width, int height) in new[] { (64, 48), (40, 30) })
            {
                using PictureBuffer target = pool.Rent(width, height);
                using PictureScaler scaler = new();
                scaler.Scale(Flat(64, 48, (y, u, v), fullRange, matrix, layout), target);
                AssertFlat(target.Y, target.YStride, width, height, y1);
                AssertFlat(target.U, target.ChromaStride, width / 2, height / 2, u1);
                AssertFlat(target.V, target.ChromaStride, width / 2, height / 2, v1);
            }
        }
    }

    [Fact]
    public void Region_is_cut_where_it_lies()
    {
        PicturePool pool = new();
        using PictureBuffer source = pool.Rent(64, 48);
        source.Fill(20, 128, 128);
        for (int y = 16; y < 32; y++) source.Y.Slice((y * source.YStride) + 24, 16).Fill(200);
        using PictureBuffer target = pool.Rent(16, 16);
        using PictureScaler scaler = new();
        scaler.Scale(source.View, new PixelRectangle(24, 16, 16, 16), target);
        AssertFlat(target.Y, target.YStride, 16, 16, 200);
        scaler.Scale(source.View, new PixelRectangle(0, 0, 16, 16), target);
        AssertFlat(target.Y, target.YStride, 16, 16, 20);
    }

    [Theory]
    [InlineData(-10, -10, 30, 30, 0, 0, 20, 20)]
    [InlineData(50, 40, 100, 100, 50, 40, 14, 8)]
    [InlineData(3, 5, 4, 4, 2, 4, 6, 6)]
    [InlineData(int.MinValue / 2, int.MinValue / 2, int.MaxValue, int.MaxValue, 0, 0, 64, 48)]
    public void Region_is_cut_off_at_the_picture_and_widened_to_even_pixels(
        int left, int top, int width, int height, int l, int t, int w, int h) =>
        Assert.Equal(new PixelRectangle(l, t, w, h), new PixelRectangle(left, top, width, height).Within(64, 48));

    [Theory]
    [InlineData(64, 0, 10, 10)]
    [InlineData(-10, 0, 10, 10)]
    [InlineData(0, 0, 0, 10)]
    [InlineData(0, 0, 10, -5)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue)]
    public void Region_without_a_pixel_inside_is_refused(int left, int top, int width, int height)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new PixelRectangle(left, top, width, height).Within(64, 48));
        Assert.Contains("has no pixel inside the picture of 64x48", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_sized_pictures_scale_to_the_last_column()
    {
        PicturePool pool = new();
        byte[] y = new byte[33 * 17];
        byte[] chroma = new byte[17 * 9];
        y.AsSpan().Fill(77);
        chroma.AsSpan().Fill(128);
        using PictureBuffer target = pool.Rent(33, 17);
        Assert.Equal((34, 18), (target.Width, target.Height));
        using PictureScaler scaler = new();
        scaler.Scale(new ImageView(PixelLayout.I420, 33, 17, true, ColorMatrix.Bt601, y, 33, chroma, chroma, 17), target);
        AssertFlat(target.Y, target.YStride, 34, 18, 77);
    }

    [Fact]
    public void Grey_pictures_come_out_without_colour()
    {
        byte[] y = new byte[64 * 48];
        y.AsSpan().Fill(90);
        using PictureBuffer target = new PicturePool().Rent(32, 24);
        target.Fill(1, 2, 3);
        using PictureScaler scaler = new();
        scaler.Scale(new ImageView(PixelLayout.Gray8, 64, 48, true, ColorMatrix.Bt601, y, 64, default, default, 0), target);
        AssertFlat(target.Y, target.YStride, 32, 24, 90);
        AssertFlat(target.U, target.ChromaStride, 16, 12, 128);
        AssertFlat(target.V, target.ChromaStride, 16, 12, 128);
    }

    private static ImageView Flat(
        int width, int height, (byte Y, byte U, byte V) colour, bool fullRange, ColorMatrix matrix, PixelLayout layout)
    {
        byte[] y = new byte[width * height];
        y.AsSpan().Fill(colour.Y);
        byte[] u = new byte[width * height / (layout == PixelLayout.Nv12 ? 2 : 4)];
        u.AsSpan().Fill(colour.U);
        byte[] v = new byte[width * height / 4];
        v.AsSpan().Fill(colour.V);
        if (layout == PixelLayout.Nv12)
        {
            for (int i = 1; i < u.Length; i += 2) u[i] = colour.V;
            return new ImageView(layout, width, height, fullRange, matrix, y, width, u, default, width);
        }
        return new ImageView(layout, width, height, fullRange, matrix, y, width, u, v, width / 2);
    }

    /// <summary>ITU-R BT.601 and BT.709, equation for 8 bits.</summary>
    private static (byte Y, byte U, byte V) ToSamples(double r, double g, double b, bool fullRange, ColorMatrix matrix)
    {
        (double kr, double kb) = matrix == ColorMatrix.Bt709 ? (0.2126, 0.0722) : (0.299, 0.114);
        double y = (kr * r) + ((1 - kr - kb) * g) + (kb * b);
        double cb = (b - y) / (2 * (1 - kb)), cr = (r - y) / (2 * (1 - kr));
        return fullRange
            ? (Round(255 * y), Round(128 + (255 * cb)), Round(128 + (255 * cr)))
            : (Round(16 + (219 * y)), Round(128 + (224 * cb)), Round(128 + (224 * cr)));
    }

    private static byte Round(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    private static void AssertFlat(ReadOnlySpan<byte> plane, int stride, int width, int height, int expected)
    {
        // Two roundings (source samples, target samples) and libswscale's fixed point.
        const int Tolerance = 2;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++) Assert.InRange(plane[(y * stride) + x], expected - Tolerance, expected + Tolerance);
        }
    }
}
