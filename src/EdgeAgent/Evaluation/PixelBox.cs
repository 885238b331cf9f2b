using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>
/// A box in pixels, origin top left, in double precision: the published measures compare overlaps with thresholds exactly. It may
/// reach outside of its picture, as labels do.
/// </summary>
internal readonly record struct PixelBox(double X, double Y, double Width, double Height)
{
    internal double Right => X + Width;

    internal double Bottom => Y + Height;

    /// <summary>Square pixels; 0 for an empty box.</summary>
    internal double Area => Width > 0 && Height > 0 ? Width * Height : 0;

    /// <summary>The shorter side: what decides whether a face or a plate can be seen.</summary>
    internal double ShortSide => Math.Min(Width, Height);

    /// <summary>A detector's box of a picture of a size.</summary>
    internal static PixelBox Of(in BoundingBox box, int width, int height) =>
        new((double)box.X * width, (double)box.Y * height, (double)box.Width * width, (double)box.Height * height);

    /// <summary>In parts of a picture of a size.</summary>
    internal BoundingBox ToParts(double width, double height) =>
        new((float)(X / width), (float)(Y / height), (float)(Width / width), (float)(Height / height));

    /// <summary>Area of the overlap over area of the union, 0..1.</summary>
    internal static double IntersectionOverUnion(in PixelBox a, in PixelBox b)
    {
        double overlap = IntersectionArea(a, b);
        return overlap > 0 ? overlap / (a.Area + b.Area - overlap) : 0;
    }

    /// <summary>The part of a found box that lies in a region, 0..1: how boxes are compared with a crowd.</summary>
    internal static double PartInside(in PixelBox found, in PixelBox region)
    {
        double overlap = IntersectionArea(found, region);
        return overlap > 0 ? overlap / found.Area : 0;
    }

    /// <summary>Square pixels of the overlap; 0 if there is none.</summary>
    internal static double IntersectionArea(in PixelBox a, in PixelBox b)
    {
        double width = Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X), height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y);
        return width > 0 && height > 0 ? width * height : 0;
    }
}
