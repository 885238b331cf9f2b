using System.Numerics;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>Finds the lines of text that may be plates and tells whose they are. Not thread-safe; allocates nothing.</summary>
internal sealed class PlateLineFinder
{
    private const int LinesMax = 96;

    // Below these nothing is read right, in pixels of the picture.
    private const float LengthMin = 24, RiseMin = 8;

    // Of the line with its margin: Indian and Californian plates at one end, Germany's at the other.
    private const float ProportionMin = 1.3f, ProportionMax = 9;

    // Rise over run; plates turned more than this are motorcycles lying on the road.
    private const float SlopeMax = 0.75f;

    private const float SameLine = 0.4f;

    private readonly TextSearch _search;
    private readonly TextDetection[] _found = new TextDetection[64];
    private readonly PlateLine[] _lines = new PlateLine[LinesMax];
    private int _count;

    internal PlateLineFinder(TextSearch search) => _search = search;

    /// <summary>The lines since <see cref="Clear"/>; after <see cref="Assign"/> the preferred ones first.</summary>
    internal ReadOnlySpan<PlateLine> Lines => _lines.AsSpan(0, _count);

    /// <summary>Forgets all lines.</summary>
    internal void Clear() => _count = 0;

    /// <summary>Adds the lines of a part of the picture that may be plates and are not there yet.</summary>
    internal void Find(in ImageView image, PixelRectangle region)
    {
        int seen = _search.Find(image, region, _found);
        for (int i = 0; i < seen && _count < LinesMax; i++)
        {
            if (MayBePlate(_found[i].Quad.Scale(image.Width, image.Height)) && !IsKnown(_found[i])) _lines[_count++] = new PlateLine(_found[i], -1, 0);
        }
    }

    /// <summary>Gives each line to the smallest of the chosen vehicles it lies in, and sorts them.</summary>
    internal void Assign(in ImageView image, ReadOnlySpan<BoundingBox> boxes, ReadOnlySpan<int> chosen)
    {
        for (int i = 0; i < _count; i++)
        {
            Vector2 center = _lines[i].Text.Quad.Center;
            int owner = -1;
            foreach (int vehicle in chosen)
                if (Holds(boxes[vehicle], center) && (owner < 0 || boxes[vehicle].Area < boxes[owner].Area)) owner = vehicle;
            // The number is the largest text on a plate.
            float rise = _lines[i].Text.Quad.Scale(image.Width, image.Height).Rise;
            _lines[i] = _lines[i] with { Vehicle = owner, Preference = 1.5f * MathF.Log(rise) };
        }
        All.Sort(PreferredFirst);
    }

    private static readonly Comparison<PlateLine> PreferredFirst = static (a, b) =>
    {
        int order = (b.Preference + b.Text.Score).CompareTo(a.Preference + a.Text.Score);
        if (order == 0) order = a.Text.Quad.TopLeft.Y.CompareTo(b.Text.Quad.TopLeft.Y);
        return order == 0 ? a.Text.Quad.TopLeft.X.CompareTo(b.Text.Quad.TopLeft.X) : order;
    };

    private Span<PlateLine> All => _lines.AsSpan(0, _count);

    // With the crop's margin: the plate may hang out of the box.
    private static bool Holds(in BoundingBox box, Vector2 point) =>
        point.X > box.X - (0.1f * box.Width) && point.X < box.Right + (0.1f * box.Width)
        && point.Y > box.Y - (0.1f * box.Height) && point.Y < box.Bottom + (0.1f * box.Height);

    private static bool MayBePlate(in Quad line)
    {
        float length = line.Length, rise = line.Rise;
        if (length < LengthMin || rise < RiseMin || length < ProportionMin * rise || length > ProportionMax * rise) return false;
        Vector2 along = line.TopRight - line.TopLeft;
        return MathF.Abs(along.Y) < SlopeMax * MathF.Abs(along.X);
    }

    private bool IsKnown(in TextDetection line)
    {
        BoundingBox bounds = line.Quad.Bounds;
        foreach (ref readonly PlateLine known in Lines)
            if (BoundingBox.IntersectionOverUnion(known.Text.Quad.Bounds, bounds) > SameLine) return true;
        return false;
    }
}
