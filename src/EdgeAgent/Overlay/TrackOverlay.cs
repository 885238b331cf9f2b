using System.Globalization;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Frames;
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

    /// <summary>Boxes first, then their labels, each where it covers no other.</summary>
    internal static void Boxes(in Canvas canvas, IReadOnlyList<LabelledBox> boxes)
    {
        int scale = ScaleFor(canvas.Height);
        foreach (LabelledBox box in boxes)
        {
            PixelRectangle area = PixelsOf(canvas, box.Box);
            canvas.Rectangle(area.X, area.Y, area.X + area.Width, area.Y + area.Height, scale + 1, box.Color);
        }
        LabelLayout layout = new(canvas.Width, canvas.Height);
        foreach (LabelledBox box in boxes)
        {
            (int width, int height) = Canvas.LabelSize(box.Label, scale);
            PixelRectangle place = layout.Place(PixelsOf(canvas, box.Box), width, height);
            canvas.Label(place.X, place.Y, box.Label, scale, box.Color);
        }
    }

    private static PixelRectangle PixelsOf(in Canvas canvas, in BoundingBox box)
    {
        int left = (int)(box.X * canvas.Width), top = (int)(box.Y * canvas.Height);
        return new PixelRectangle(left, top, (int)(box.Right * canvas.Width) - left, (int)(box.Bottom * canvas.Height) - top);
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
