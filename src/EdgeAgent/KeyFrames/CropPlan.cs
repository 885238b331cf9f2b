using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>Which part of the frame a key frame shows, and how large it is sent.</summary>
/// <param name="Area">The part of the frame, in its pixels; even position and size, inside the frame.</param>
/// <param name="Width">Pixels a row of the key frame.</param>
/// <param name="Height">Rows of the key frame.</param>
internal readonly record struct CropPlan(PixelRectangle Area, int Width, int Height)
{
    private const float Margin = 1.6f;
    private const int AreaWidthPixelsMin = 256;
    private const int WidthStep = 64;
    private const float Aspect = 4f / 3f;

    /// <summary>A 4:3 cut round the subject with some of its surroundings, shifted to lie inside the frame, never enlarged.</summary>
    internal static CropPlan Around(in BoundingBox subject, int frameWidth, int frameHeight, int sideMax)
    {
        float width = MathF.Max(AreaWidthPixelsMin, MathF.Max(subject.Width * frameWidth, subject.Height * frameHeight * Aspect) * Margin);
        // In steps: each size has an encoder of its own.
        width = MathF.Ceiling(width / WidthStep) * WidthStep;
        width = MathF.Min(width, MathF.Min(frameWidth, frameHeight * Aspect));
        int areaWidth = Even(MathF.Min(width, frameWidth)), areaHeight = Even(MathF.Min(width / Aspect, frameHeight));
        int x = Math.Clamp((int)((subject.CenterX * frameWidth) - (areaWidth / 2f)), 0, frameWidth - areaWidth) & ~1;
        int y = Math.Clamp((int)((subject.CenterY * frameHeight) - (areaHeight / 2f)), 0, frameHeight - areaHeight) & ~1;
        float shrink = MathF.Min(1, sideMax / (float)Math.Max(areaWidth, areaHeight));
        return new CropPlan(new PixelRectangle(x, y, areaWidth, areaHeight), Even(areaWidth * shrink), Even(areaHeight * shrink));
    }

    /// <summary>The whole frame; an odd last row or column is given up.</summary>
    internal static CropPlan Whole(int frameWidth, int frameHeight, int sideMax)
    {
        float shrink = MathF.Min(1, sideMax / (float)Math.Max(frameWidth, frameHeight));
        return new CropPlan(new PixelRectangle(0, 0, Even(frameWidth), Even(frameHeight)), Even(frameWidth * shrink), Even(frameHeight * shrink));
    }

    /// <summary>Where a box of the frame lies in the key frame; may reach outside of it.</summary>
    internal PixelRectangle ToPicture(in BoundingBox box, int frameWidth, int frameHeight)
    {
        float scaleX = Width / (float)Area.Width, scaleY = Height / (float)Area.Height;
        int left = (int)MathF.Floor(((box.X * frameWidth) - Area.X) * scaleX), top = (int)MathF.Floor(((box.Y * frameHeight) - Area.Y) * scaleY);
        int right = (int)MathF.Ceiling(((box.Right * frameWidth) - Area.X) * scaleX), bottom = (int)MathF.Ceiling(((box.Bottom * frameHeight) - Area.Y) * scaleY);
        return new PixelRectangle(left, top, right - left, bottom - top);
    }

    private static int Even(float value) => Math.Max(2, (int)value & ~1);
}
