namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>A rectangle of whole pixels; right and bottom are not inside.</summary>
internal readonly record struct PixelRectangle(int Left, int Top, int Width, int Height)
{
    /// <summary>The part of this rectangle inside a picture, its edges moved outward to even pixels where the picture allows.</summary>
    /// <exception cref="ArgumentException">Nothing of it is inside.</exception>
    internal PixelRectangle Within(int pictureWidth, int pictureHeight)
    {
        // 64 bits: a rectangle of a mad tracker must not wrap around.
        long left = Math.Clamp((long)Left, 0, pictureWidth) & ~1L, top = Math.Clamp((long)Top, 0, pictureHeight) & ~1L;
        long right = Math.Clamp((long)Left + Width, 0, pictureWidth), bottom = Math.Clamp((long)Top + Height, 0, pictureHeight);
        if (Width <= 0 || Height <= 0 || right <= left || bottom <= top)
            throw new ArgumentException(
                $"rectangle {Left},{Top} {Width}x{Height} has no pixel inside the picture of {pictureWidth}x{pictureHeight}");
        right = Math.Min(pictureWidth, (right + 1) & ~1L);
        bottom = Math.Min(pictureHeight, (bottom + 1) & ~1L);
        return new PixelRectangle((int)left, (int)top, (int)(right - left), (int)(bottom - top));
    }
}
