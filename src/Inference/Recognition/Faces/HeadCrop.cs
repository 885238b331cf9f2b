using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Faces;

/// <summary>Where the head of a detected person is looked for.</summary>
internal static class HeadCrop
{
    /// <summary>
    /// A square round the upper part of a person's box, cut by the frame. A head is 1/7 to 1/8 of a standing body's height, and 0.4 of it
    /// leaves the head a third of the crop; somebody who sits or is cut by the frame's lower edge has a wide box, in which the head takes
    /// up to a third of the width.
    /// </summary>
    internal static PixelRectangle Of(in BoundingBox person, int frameWidth, int frameHeight)
    {
        float width = person.Width * frameWidth, height = person.Height * frameHeight;
        float side = MathF.Max(1.2f * width, 0.4f * height);
        float left = (person.CenterX * frameWidth) - (side / 2), top = (person.Y * frameHeight) - (0.15f * side);
        return Inside(left, top, left + side, top + side, frameWidth, frameHeight);
    }

    /// <summary>
    /// How well a face suits a person: 1 in the middle of where the head of an upright person is, falling to 0 at the edges of the upper
    /// part of the box and 0 outside.
    /// </summary>
    internal static float Fit(in BoundingBox person, in BoundingBox face, int frameWidth, int frameHeight)
    {
        float width = person.Width * frameWidth, height = person.Height * frameHeight;
        float reach = MathF.Max(0.45f * height, MathF.Min(0.9f * width, height));
        float across = MathF.Abs(face.CenterX - person.CenterX) / (0.5f * person.Width);
        float down = (face.CenterY - person.Y) * frameHeight / reach;
        if (across >= 1.1f || down <= -0.1f || down >= 1) return 0;
        return MathF.Max(0.01f, 1 - (0.5f * across) - MathF.Abs(down - 0.2f));
    }

    private static PixelRectangle Inside(float left, float top, float right, float bottom, int frameWidth, int frameHeight)
    {
        int x = (int)Math.Clamp(left, 0, frameWidth), y = (int)Math.Clamp(top, 0, frameHeight);
        return new PixelRectangle(x, y, (int)Math.Clamp(right, x, frameWidth) - x, (int)Math.Clamp(bottom, y, frameHeight) - y);
    }
}
