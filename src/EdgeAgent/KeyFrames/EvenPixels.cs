using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>Rectangles on whole chroma samples: in 4:2:0 pictures two by two pixels share their colour.</summary>
internal static class EvenPixels
{
    /// <summary>The part of a rectangle inside a picture, its edges moved outward to even pixels where the picture allows.</summary>
    /// <exception cref="ArgumentException">Nothing of it is inside.</exception>
    internal static PixelRectangle Within(this PixelRectangle area, int pictureWidth, int pictureHeight) =>
        area.TryWithin(pictureWidth, pictureHeight, out PixelRectangle inside)
            ? inside
            : throw new ArgumentException($"{area} has no pixel inside the picture of {pictureWidth}x{pictureHeight}");

    /// <summary>The same; false when nothing of it is inside.</summary>
    internal static bool TryWithin(this PixelRectangle area, int pictureWidth, int pictureHeight, out PixelRectangle inside)
    {
        // 64 bits: a rectangle of a mad tracker must not wrap around.
        long left = Math.Clamp((long)area.X, 0, pictureWidth) & ~1L, top = Math.Clamp((long)area.Y, 0, pictureHeight) & ~1L;
        long right = Math.Clamp((long)area.X + area.Width, 0, pictureWidth), bottom = Math.Clamp((long)area.Y + area.Height, 0, pictureHeight);
        right = Math.Min(pictureWidth, (right + 1) & ~1L);
        bottom = Math.Min(pictureHeight, (bottom + 1) & ~1L);
        inside = new PixelRectangle((int)left, (int)top, (int)(right - left), (int)(bottom - top));
        return area.Width > 0 && area.Height > 0 && right > left && bottom > top;
    }
}
