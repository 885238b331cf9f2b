using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>The hints of one frame that are planned for, in an order of their own: those just seen first.</summary>
internal sealed class HintSelection(int hintsMax, TimeSpan unseenMax)
{
    private static readonly Comparison<RegionHint> Order = Compare;

    private RegionHint[] _hints = new RegionHint[64];
    private int _count;

    internal ReadOnlySpan<RegionHint> Hints => _hints.AsSpan(0, _count);

    /// <summary>How many moving objects were left out because there were too many.</summary>
    internal int LeftOut { get; private set; }

    /// <summary>True if something that moves is among them.</summary>
    internal bool HasMoving { get; private set; }

    internal void Select(ReadOnlySpan<RegionHint> hints)
    {
        if (_hints.Length < hints.Length) _hints = new RegionHint[2 * hints.Length];
        _count = 0;
        foreach (ref readonly RegionHint hint in hints)
            if (hint.Unseen <= unseenMax && hint.Box.ClipToFrame().Area > 0) _hints[_count++] = hint;
        _hints.AsSpan(0, _count).Sort(Order);
        LeftOut = 0;
        for (; _count > hintsMax; _count--)
            if (!_hints[_count - 1].IsStationary) LeftOut++;
        HasMoving = _count > 0 && !_hints[0].IsStationary;
    }

    /// <summary>Part of a box, 0..1, that lies in moving objects grown by a quarter of their size; overlaps count twice.</summary>
    internal float MovingShare(in BoundingBox box)
    {
        const float grown = 0.25f;
        float covered = 0;
        foreach (ref readonly RegionHint hint in Hints)
        {
            if (hint.IsStationary) break;
            BoundingBox h = hint.Box;
            BoundingBox reach = new(
                h.X - (grown * h.Width), h.Y - (grown * h.Height), h.Width * (1 + (2 * grown)), h.Height * (1 + (2 * grown)));
            covered += BoundingBox.IntersectionArea(box, reach);
        }
        return box.Area > 0 ? MathF.Min(1, covered / box.Area) : 1;
    }

    private static int Compare(RegionHint a, RegionHint b)
    {
        int order = a.IsStationary.CompareTo(b.IsStationary);
        if (order == 0) order = a.Unseen.CompareTo(b.Unseen);
        if (order == 0) order = a.Box.Y.CompareTo(b.Box.Y);
        if (order == 0) order = a.Box.X.CompareTo(b.Box.X);
        if (order == 0) order = a.Box.Height.CompareTo(b.Box.Height);
        if (order == 0) order = a.Box.Width.CompareTo(b.Box.Width);
        return order;
    }
}
