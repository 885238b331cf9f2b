using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>Something that a crop is to show, in pixels of the frame; after clustering, several of them.</summary>
/// <param name="Rank">Order of importance, the lowest first.</param>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Top edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Bottom edge.</param>
/// <param name="AreaMin">Area of the smallest box in it.</param>
/// <param name="SideMin">Longest side of the smallest box in it.</param>
internal readonly record struct CropSeed(int Rank, float Left, float Top, float Right, float Bottom, float AreaMin, float SideMin)
{
    internal const int Moving = 0;
    internal const int Motion = 1;
    internal const int Stationary = 2;

    internal static readonly Comparison<CropSeed> Order = Compare;

    internal float LongestSide => MathF.Max(Right - Left, Bottom - Top);

    /// <summary>A box in parts of the frame.</summary>
    internal static CropSeed From(in BoundingBox box, int rank, int width, int height)
    {
        BoundingBox inside = box.ClipToFrame();
        float w = inside.Width * width, h = inside.Height * height;
        return new CropSeed(
            rank, inside.X * width, inside.Y * height, inside.Right * width, inside.Bottom * height, w * h, MathF.Max(w, h));
    }

    /// <summary>Both in one.</summary>
    internal static CropSeed Union(in CropSeed a, in CropSeed b) => new(
        Math.Min(a.Rank, b.Rank),
        MathF.Min(a.Left, b.Left), MathF.Min(a.Top, b.Top), MathF.Max(a.Right, b.Right), MathF.Max(a.Bottom, b.Bottom),
        MathF.Min(a.AreaMin, b.AreaMin), MathF.Min(a.SideMin, b.SideMin));

    private static int Compare(CropSeed a, CropSeed b)
    {
        int order = a.Rank.CompareTo(b.Rank);
        if (order == 0) order = a.Top.CompareTo(b.Top);
        if (order == 0) order = a.Left.CompareTo(b.Left);
        if (order == 0) order = a.Bottom.CompareTo(b.Bottom);
        if (order == 0) order = a.Right.CompareTo(b.Right);
        if (order == 0) order = a.AreaMin.CompareTo(b.AreaMin);
        if (order == 0) order = a.SideMin.CompareTo(b.SideMin);
        return order;
    }
}
