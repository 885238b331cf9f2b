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

    // Height of a line in parts of the vehicle's width, and how far it spreads (natural logarithm): lorries and cars, from behind and
    // from the side.
    private const float UsualRise = 0.05f, RiseSpread = 0.8f;

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
            if (MayBePart(_found[i].Quad.Scale(image.Width, image.Height)) && !IsKnown(_found[i])) _lines[_count++] = new PlateLine(_found[i], -1, 0);
        }
    }

    /// <summary>Gives each line to the smallest of the chosen vehicles it lies in, joins the parts of plates, and sorts.</summary>
    internal void Assign(in ImageView image, ReadOnlySpan<BoundingBox> boxes, ReadOnlySpan<int> chosen)
    {
        for (int i = 0; i < _count; i++)
        {
            Vector2 center = _lines[i].Text.Quad.Center;
            int owner = -1;
            foreach (int vehicle in chosen)
                if (Holds(boxes[vehicle], center) && (owner < 0 || boxes[vehicle].Area < boxes[owner].Area)) owner = vehicle;
            _lines[i] = _lines[i] with { Vehicle = owner };
        }
        Join(image);
        foreach (ref PlateLine line in All) line = line with { Preference = Preference(image, line, boxes) };
        // Parts that are no plates by themselves have served.
        int kept = 0;
        foreach (ref PlateLine line in All)
            if (MayBePlate(line.Text.Quad.Scale(image.Width, image.Height))) _lines[kept++] = line;
        _count = kept;
        All.Sort(PreferredFirst);
    }

    // How much the height of a line is that of a plate's characters: on a car's rear they are, with the margin, a twentieth of its width.
    // Without a vehicle the largest text is preferred: the number is the largest on a plate.
    private static float Preference(in ImageView image, in PlateLine line, ReadOnlySpan<BoundingBox> boxes)
    {
        float rise = line.Text.Quad.Scale(image.Width, image.Height).Rise;
        if (line.Vehicle < 0) return 1.5f * MathF.Log(rise / image.Width);
        float off = MathF.Log(rise / (UsualRise * boxes[line.Vehicle].Width * image.Width)) / RiseSpread;
        return -off * off / 2;
    }

    // A plate with a gap or a picture between its groups is seen as two lines: their union is a candidate too.
    private void Join(in ImageView image)
    {
        int seen = _count;
        for (int i = 0; i < seen; i++)
        {
            for (int k = 0; k < seen && _count < LinesMax; k++)
            {
                if (i == k || _lines[i].Vehicle != _lines[k].Vehicle) continue;
                Quad left = _lines[i].Text.Quad.Scale(image.Width, image.Height), right = _lines[k].Text.Quad.Scale(image.Width, image.Height);
                if (!ContinuesWith(left, right)) continue;
                Quad both = new(_lines[i].Text.Quad.TopLeft, _lines[k].Text.Quad.TopRight, _lines[k].Text.Quad.BottomRight, _lines[i].Text.Quad.BottomLeft);
                if (!MayBePlate(both.Scale(image.Width, image.Height))) continue;
                float score = (_lines[i].Text.Score + _lines[k].Text.Score) / 2;
                _lines[_count++] = new PlateLine(new TextDetection(both, score), _lines[i].Vehicle, 0);
            }
        }
    }

    private static bool ContinuesWith(in Quad left, in Quad right)
    {
        float rise = (left.Rise + right.Rise) / 2;
        Vector2 gap = ((right.TopLeft + right.BottomLeft) - (left.TopRight + left.BottomRight)) / 2;
        return MathF.Abs(left.Rise - right.Rise) < 0.35f * rise && MathF.Abs(gap.Y) < 0.4f * rise && gap.X > -0.7f * rise && gap.X < 1.5f * rise;
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

    private static bool MayBePlate(in Quad line) =>
        line.Length > LengthMin && line.Length > ProportionMin * line.Rise && line.Length < ProportionMax * line.Rise;

    private static bool MayBePart(in Quad line)
    {
        if (line.Rise < RiseMin || line.Length < RiseMin || line.Length > ProportionMax * line.Rise) return false;
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
