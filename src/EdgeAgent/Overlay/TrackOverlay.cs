using System.Globalization;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Overlay;

/// <summary>Boxes, labels and paths on a picture, legible at a glance and on a small screen.</summary>
internal static class TrackOverlay
{
    /// <summary>A surface on a picture that is to be shown to people.</summary>
    internal static Canvas On(PictureBuffer picture) =>
        new(picture.Width, picture.Height, picture.Y, picture.YStride, picture.U, picture.V, picture.ChromaStride);

    /// <summary>Line width and letter size that suit the picture's size.</summary>
    internal static int ScaleFor(int height) => Math.Max(1, (int)MathF.Round(height / 480f));

    /// <summary>A box with its label above (or below, at the upper edge).</summary>
    internal static void Box(in Canvas canvas, in BoundingBox box, string label, OverlayColor color)
    {
        int scale = ScaleFor(canvas.Height);
        int left = (int)(box.X * canvas.Width), top = (int)(box.Y * canvas.Height);
        int right = (int)(box.Right * canvas.Width), bottom = (int)(box.Bottom * canvas.Height);
        canvas.Rectangle(left, top, right, bottom, scale + 1, color);
        int labelHeight = (PixelFont.Rows * scale) + (2 * (scale + 1));
        canvas.Label(left, top >= labelHeight ? top - labelHeight : bottom, label, scale, color);
    }

    /// <summary>The way an object has come, as a line through its foot points.</summary>
    internal static void Path(in Canvas canvas, ReadOnlySpan<PathPoint> points, OverlayColor color)
    {
        int thickness = ScaleFor(canvas.Height) + 1;
        for (int i = 1; i < points.Length; i++)
        {
            canvas.Line(
                points[i - 1].X * canvas.Width, points[i - 1].Y * canvas.Height, points[i].X * canvas.Width, points[i].Y * canvas.Height, thickness, color);
        }
    }

    /// <summary>A class and its score: <c>PERSON 0.81</c>.</summary>
    internal static string Label(string name, float score) => string.Create(CultureInfo.InvariantCulture, $"{name} {score:0.00}");
}
