using SafeCity.Edge.Agent.Overlay;

namespace SafeCity.Edge.Agent.Tests.Overlay;

public sealed class CanvasTests
{
    private const int Width = 40;
    private const int Height = 24;

    // Rows are longer than the picture, as in real buffers: what lies behind a row must stay untouched.
    private const int Stride = 48;
    private const int ChromaStride = 24;
    private const byte Untouched = 77;

    private readonly byte[] _y = Filled(Stride * Height);
    private readonly byte[] _u = Filled(ChromaStride * Height / 2);
    private readonly byte[] _v = Filled(ChromaStride * Height / 2);

    [Fact]
    public void A_rectangle_is_filled_up_to_its_exclusive_edges()
    {
        OverlayColor color = OverlayColor.FromRgb(255, 0, 0);
        Draw((in Canvas c) => c.Fill(3, 4, 9, 8, color));
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Stride; x++)
            {
                bool inside = x is >= 3 and < 9 && y is >= 4 and < 8;
                Assert.Equal(inside ? color.Y : Untouched, _y[(y * Stride) + x]);
            }
        }
        // Chroma covers every pixel of the rectangle: columns 1..4, rows 2..3.
        Assert.Equal(4 * 2, _u.Count(s => s == color.U));
        Assert.Equal(4 * 2, _v.Count(s => s == color.V));
    }

    [Theory]
    [InlineData(-10, -10, 0, 0)]
    [InlineData(40, 0, 60, 24)]
    [InlineData(0, 24, 40, 60)]
    [InlineData(10, 10, 10, 20)]
    [InlineData(20, 10, 10, 20)]
    [InlineData(int.MinValue, int.MinValue, -1, -1)]
    public void What_lies_outside_is_not_drawn(int left, int top, int right, int bottom)
    {
        Draw((in Canvas c) => c.Fill(left, top, right, bottom, OverlayColor.White));
        Assert.All(_y.Concat(_u).Concat(_v), s => Assert.Equal(Untouched, s));
    }

    [Fact]
    public void What_reaches_outside_is_clipped()
    {
        Draw((in Canvas c) => c.Fill(-5, -5, 1000, 1000, OverlayColor.White));
        Assert.Equal(Width * Height, _y.Count(s => s == OverlayColor.White.Y));
        Assert.Equal(Untouched, _y[Width]);
        Draw((in Canvas c) => c.Rectangle(-3, -3, Width + 3, Height + 3, 2, OverlayColor.Black));
        Assert.Equal(0, _y.Count(s => s == OverlayColor.Black.Y));
    }

    [Fact]
    public void An_outline_leaves_its_inside_alone()
    {
        Draw((in Canvas c) => c.Rectangle(4, 4, 20, 16, 2, OverlayColor.White));
        Assert.Equal((16 * 12) - (12 * 8), _y.Count(s => s == OverlayColor.White.Y));
        Assert.Equal(Untouched, _y[(10 * Stride) + 12]);
    }

    [Theory]
    [InlineData(2, 3, 30, 20)]
    [InlineData(30, 20, 2, 3)]
    [InlineData(5, 5, 5, 5)]
    [InlineData(-100, 10, 100, 12)]
    public void A_line_has_no_holes(float x0, float y0, float x1, float y1)
    {
        Draw((in Canvas c) => c.Line(x0, y0, x1, y1, 1, OverlayColor.White));
        int columns = Enumerable.Range(0, Width).Count(
            x => Enumerable.Range(0, Height).Any(y => _y[(y * Stride) + x] == OverlayColor.White.Y));
        int expected = (int)Math.Clamp(Math.Max(x0, x1), 0, Width - 1) - (int)Math.Clamp(Math.Min(x0, x1), 0, Width - 1) + 1;
        Assert.Equal(expected, columns);
    }

    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(-1000, -1000)]
    public void A_label_is_moved_so_that_all_of_it_is_seen(int left, int top)
    {
        Draw((in Canvas c) => c.Label(left, top, "AB", 1, OverlayColor.White));
        // Two glyphs of 5 dots, 1 between, 2 of padding on each side; the ink of A has 18 dots and of B 20.
        Assert.Equal((15 * 11) - 38, _y.Count(s => s == OverlayColor.White.Y));
        Assert.Equal(38, _y.Count(s => s == OverlayColor.Black.Y));
    }

    [Fact]
    public void A_label_larger_than_the_picture_is_clipped()
    {
        Draw((in Canvas c) => c.Label(0, 0, "MUCH TOO LONG FOR THIS PICTURE", 3, OverlayColor.White));
        for (int y = 0; y < Height; y++) Assert.All(_y[((y * Stride) + Width)..((y + 1) * Stride)], s => Assert.Equal(Untouched, s));
    }

    private delegate void Drawing(in Canvas canvas);

    private void Draw(Drawing drawing)
    {
        Canvas canvas = new(Width, Height, _y, Stride, _u, _v, ChromaStride);
        drawing(canvas);
    }

    private static byte[] Filled(int length)
    {
        byte[] plane = new byte[length];
        plane.AsSpan().Fill(Untouched);
        return plane;
    }
}
