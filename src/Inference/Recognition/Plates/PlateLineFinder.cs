using System.Numerics;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>Finds plates, and lines of text that may be plates, and tells whose they are. Not thread-safe; allocates nothing.</summary>
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

    // A plate is preferred to a line of text that may be anything.
    private const float PlateBonus = 0.7f;

    // Of a plate with one or two lines, length over height.
    private const float PlateProportionMin = 0.8f, PlateProportionMax = 8;

    // Pictures up to this width may be nothing but a plate.
    private const int PictureWidthMax = 240;

    // How much a picture that may be a plate looks like one, before it is read.
    private const float PictureScore = 0.5f;

    // Parts of the picture narrower than this are shown larger than they are anyway.
    private const int CloserWidthMin = 320;

    // Of the sides of the part: the halves overlap by more than a plate's width.
    private const float CloserShare = 0.62f;

    private readonly PlateSearch _plates;
    private readonly TextSearch _texts;
    private readonly PlateDetection[] _foundPlates = new PlateDetection[16];
    private readonly TextDetection[] _foundTexts = new TextDetection[64];
    private readonly PlateLine[] _lines = new PlateLine[LinesMax];
    private int _count;

    internal PlateLineFinder(PlateSearch plates, TextSearch texts) => (_plates, _texts) = (plates, texts);

    /// <summary>The lines since <see cref="Clear"/>; after <see cref="Assign"/> the preferred ones first.</summary>
    internal ReadOnlySpan<PlateLine> Lines => _lines.AsSpan(0, _count);

    /// <summary>Forgets all lines.</summary>
    internal void Clear() => _count = 0;

    /// <summary>
    /// Adds the plates of a part of the picture that are not there yet; where none is seen, of its lower part in two overlapping halves,
    /// in which small plates are larger.
    /// </summary>
    internal void FindPlates(in ImageView image, PixelRectangle region)
    {
        int before = _count;
        LookForPlates(image, region);
        if (_count > before || region.Width < CloserWidthMin) return;
        int width = (int)(region.Width * CloserShare), height = (int)(region.Height * CloserShare), top = region.Y + region.Height - height;
        LookForPlates(image, new PixelRectangle(region.X, top, width, height));
        LookForPlates(image, new PixelRectangle(region.X + region.Width - width, top, width, height));
    }

    private void LookForPlates(in ImageView image, PixelRectangle region)
    {
        int seen = _plates.Find(image, region, _foundPlates);
        foreach (ref readonly PlateDetection plate in _foundPlates.AsSpan(0, seen))
        {
            PlateLine line = new(plate.Quad, plate.Score, plate.HasTwoLines ? PlateLineKind.TwoLinePlate : PlateLineKind.Plate);
            if (_count < LinesMax && MayBePlate(image, line) && !IsKnown(line)) _lines[_count++] = line;
        }
    }

    /// <summary>Adds the lines of text of a part of the picture that may be plates and are not there yet.</summary>
    internal void FindTexts(in ImageView image, PixelRectangle region)
    {
        int seen = _texts.Find(image, region, _foundTexts);
        foreach (ref readonly TextDetection text in _foundTexts.AsSpan(0, seen))
        {
            PlateLine line = new(text.Quad, text.Score, PlateLineKind.Text);
            if (_count < LinesMax && MayBePart(line.Quad.Scale(image.Width, image.Height)) && !IsKnown(line)) _lines[_count++] = line;
        }
    }

    /// <summary>Adds the whole picture if it is small enough to be nothing but a plate.</summary>
    internal void AddPicture(in ImageView image)
    {
        PlateLine line = new(Quad.FromBox(new BoundingBox(0, 0, 1, 1)), PictureScore, PlateLineKind.Picture);
        if (image.Width <= PictureWidthMax && _count < LinesMax && MayBePlate(image, line) && image.Width > ProportionMin * image.Height) _lines[_count++] = line;
    }

    /// <summary>Gives each line to the smallest of the chosen vehicles it lies in, joins the parts of plates, and sorts.</summary>
    internal void Assign(in ImageView image, ReadOnlySpan<BoundingBox> boxes, ReadOnlySpan<int> chosen)
    {
        for (int i = 0; i < _count; i++)
        {
            Vector2 center = _lines[i].Quad.Center;
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
            if (MayBePlate(image, line)) _lines[kept++] = line;
        _count = kept;
        All.Sort(PreferredFirst);
    }

    // How much the height of a line is that of a plate's characters: on a car's rear they are, with the margin, a twentieth of its width.
    // Without a vehicle the largest text is preferred: the number is the largest on a plate.
    private static float Preference(in ImageView image, in PlateLine line, ReadOnlySpan<BoundingBox> boxes)
    {
        float rise = line.Quad.Scale(image.Width, image.Height).Rise;
        if (line.IsPlate) return PlateBonus + MathF.Log(line.Score);
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
                if (i == k || _lines[i].Vehicle != _lines[k].Vehicle || _lines[i].IsPlate || _lines[k].IsPlate) continue;
                Quad left = _lines[i].Quad.Scale(image.Width, image.Height), right = _lines[k].Quad.Scale(image.Width, image.Height);
                if (!ContinuesWith(left, right)) continue;
                Quad both = new(_lines[i].Quad.TopLeft, _lines[k].Quad.TopRight, _lines[k].Quad.BottomRight, _lines[i].Quad.BottomLeft);
                PlateLine line = new(both, (_lines[i].Score + _lines[k].Score) / 2, PlateLineKind.Text, _lines[i].Vehicle);
                if (MayBePlate(image, line)) _lines[_count++] = line;
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
        int order = (b.Preference + b.Score).CompareTo(a.Preference + a.Score);
        if (order == 0) order = a.Quad.TopLeft.Y.CompareTo(b.Quad.TopLeft.Y);
        return order == 0 ? a.Quad.TopLeft.X.CompareTo(b.Quad.TopLeft.X) : order;
    };

    private Span<PlateLine> All => _lines.AsSpan(0, _count);

    // With the crop's margin: the plate may hang out of the box.
    private static bool Holds(in BoundingBox box, Vector2 point) =>
        point.X > box.X - (0.1f * box.Width) && point.X < box.Right + (0.1f * box.Width)
        && point.Y > box.Y - (0.1f * box.Height) && point.Y < box.Bottom + (0.1f * box.Height);

    private static bool MayBePlate(in ImageView image, in PlateLine line)
    {
        Quad pixels = line.Quad.Scale(image.Width, image.Height);
        (float least, float most) = line.IsPlate ? (PlateProportionMin, PlateProportionMax) : (ProportionMin, ProportionMax);
        return pixels.Length > LengthMin && pixels.Length > least * pixels.Rise && pixels.Length < most * pixels.Rise;
    }

    private static bool MayBePart(in Quad line)
    {
        if (line.Rise < RiseMin || line.Length < RiseMin || line.Length > ProportionMax * line.Rise) return false;
        Vector2 along = line.TopRight - line.TopLeft;
        return MathF.Abs(along.Y) < SlopeMax * MathF.Abs(along.X);
    }

    private bool IsKnown(in PlateLine line)
    {
        BoundingBox bounds = line.Quad.Bounds;
        foreach (ref readonly PlateLine known in Lines)
            if (known.IsPlate == line.IsPlate && BoundingBox.IntersectionOverUnion(known.Quad.Bounds, bounds) > SameLine) return true;
        return false;
    }
}
