namespace SafeCity.Edge.Agent.Overlay;

/// <summary>Draws on a writable full-range 4:2:0 planar picture. Coordinates are pixels; whatever lies outside is clipped.</summary>
internal readonly ref struct Canvas(int width, int height, Span<byte> y, int yStride, Span<byte> u, Span<byte> v, int chromaStride)
{
    private readonly Span<byte> _y = y;
    private readonly Span<byte> _u = u;
    private readonly Span<byte> _v = v;

    internal int Width => width;

    internal int Height => height;

    /// <summary>Fills a rectangle; right and bottom are exclusive.</summary>
    internal void Fill(int left, int top, int right, int bottom, OverlayColor color)
    {
        (left, top, right, bottom) = (Math.Max(left, 0), Math.Max(top, 0), Math.Min(right, width), Math.Min(bottom, height));
        if (left >= right || top >= bottom) return;
        for (int row = top; row < bottom; row++) _y.Slice((row * yStride) + left, right - left).Fill(color.Y);
        int chromaLeft = left / 2, chromaRight = (right + 1) / 2;
        for (int row = top / 2; row < (bottom + 1) / 2; row++)
        {
            _u.Slice((row * chromaStride) + chromaLeft, chromaRight - chromaLeft).Fill(color.U);
            _v.Slice((row * chromaStride) + chromaLeft, chromaRight - chromaLeft).Fill(color.V);
        }
    }

    /// <summary>Draws the outline of a rectangle, inside its edges.</summary>
    internal void Rectangle(int left, int top, int right, int bottom, int thickness, OverlayColor color)
    {
        Fill(left, top, right, top + thickness, color);
        Fill(left, bottom - thickness, right, bottom, color);
        Fill(left, top, left + thickness, bottom, color);
        Fill(right - thickness, top, right, bottom, color);
    }

    /// <summary>Draws a straight line of square dots.</summary>
    internal void Line(float x0, float y0, float x1, float y1, int thickness, OverlayColor color)
    {
        int steps = Math.Max(1, (int)MathF.Ceiling(MathF.Max(MathF.Abs(x1 - x0), MathF.Abs(y1 - y0))));
        for (int i = 0; i <= steps; i++)
        {
            float part = i / (float)steps;
            // Rounded, not cut off: 2.9999 for 3 would leave a hole.
            int left = (int)MathF.Round(x0 + ((x1 - x0) * part)) - (thickness / 2), top = (int)MathF.Round(y0 + ((y1 - y0) * part)) - (thickness / 2);
            Fill(left, top, left + thickness, top + thickness, color);
        }
    }

    /// <summary>Pixels of a label with its background.</summary>
    internal static (int Width, int Height) LabelSize(string text, int scale) =>
        ((((text.Length * (PixelFont.Columns + 1)) - 1) * scale) + (2 * Pad(scale)), (PixelFont.Rows * scale) + (2 * Pad(scale)));

    /// <summary>Writes text on a filled background whose top left corner is given; it is moved so that all of it is seen.</summary>
    internal void Label(int left, int top, string text, int scale, OverlayColor background)
    {
        (int labelWidth, int labelHeight) = LabelSize(text, scale);
        int pad = Pad(scale);
        left = Math.Clamp(left, 0, Math.Max(0, width - labelWidth));
        top = Math.Clamp(top, 0, Math.Max(0, height - labelHeight));
        Fill(left, top, left + labelWidth, top + labelHeight, background);
        OverlayColor ink = background.Y > 110 ? OverlayColor.Black : OverlayColor.White;
        for (int i = 0; i < text.Length; i++) Glyph(left + pad + (i * (PixelFont.Columns + 1) * scale), top + pad, text[i], scale, ink);
    }

    private static int Pad(int scale) => scale + 1;

    // Ink changes luma only: at half resolution, coloured ink would bleed into the background.
    private void Glyph(int left, int top, char c, int scale, OverlayColor ink)
    {
        ulong dots = PixelFont.Glyph(c);
        for (int i = 0; i < PixelFont.Rows * PixelFont.Columns; i++)
        {
            if (((dots >> ((PixelFont.Rows * PixelFont.Columns) - 1 - i)) & 1) == 0) continue;
            int x = left + (i % PixelFont.Columns * scale), top0 = top + (i / PixelFont.Columns * scale);
            for (int row = Math.Max(0, top0); row < Math.Min(height, top0 + scale); row++)
            {
                int from = Math.Clamp(x, 0, width), to = Math.Clamp(x + scale, 0, width);
                _y.Slice((row * yStride) + from, to - from).Fill(ink.Y);
            }
        }
    }
}
