namespace SafeCity.Edge.Inference.Frames;

/// <summary>A part of a picture in whole luma pixels, origin top left.</summary>
public readonly record struct PixelRectangle(int X, int Y, int Width, int Height)
{
    /// <summary>The whole of a picture.</summary>
    public static PixelRectangle Whole(in ImageView image) => new(0, 0, image.Width, image.Height);

    /// <summary>True if it has pixels and all of them lie in the picture.</summary>
    public bool IsInside(in ImageView image) =>
        X >= 0 && Y >= 0 && Width > 0 && Height > 0 && Width <= image.Width - X && Height <= image.Height - Y;
}
