using System.Numerics;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// The rectangle of least area round a set of points: one of its sides lies on an edge of the convex hull (Freeman and Shapira, 1975).
/// </summary>
/// <param name="Center">Its middle.</param>
/// <param name="Along">Unit vector of reading: the direction of its sides that is nearer to the right.</param>
/// <param name="Length">Extent along it.</param>
/// <param name="Rise">Extent across it.</param>
internal readonly record struct MinimalRectangle(Vector2 Center, Vector2 Along, float Length, float Rise)
{
    /// <summary>Its corners, each side moved outwards by a distance.</summary>
    internal Quad Grown(float distance)
    {
        Vector2 right = Along * ((Length / 2) + distance), down = new Vector2(-Along.Y, Along.X) * ((Rise / 2) + distance);
        return new Quad(Center - right - down, Center + right - down, Center + right + down, Center - right + down);
    }

    /// <summary>Finds it.</summary>
    /// <param name="hull">The corners of a convex polygon in order, at least two that differ.</param>
    internal static MinimalRectangle Round(ReadOnlySpan<Vector2> hull)
    {
        MinimalRectangle best = default;
        float least = float.PositiveInfinity;
        for (int i = 0; i < hull.Length; i++)
        {
            Vector2 edge = hull[(i + 1) % hull.Length] - hull[i];
            if (edge == Vector2.Zero) continue;
            MinimalRectangle candidate = On(hull, Vector2.Normalize(edge));
            float area = candidate.Length * candidate.Rise;
            if (area < least) (best, least) = (candidate, area);
        }
        return best;
    }

    /// <summary>
    /// Sorts the points and leaves their convex hull in front (Andrew's monotone chain, 1979).
    /// </summary>
    /// <param name="points">Any order; the sort is in place.</param>
    /// <param name="hull">Room for twice as many points.</param>
    /// <returns>How many corners the hull has.</returns>
    internal static int Hull(Span<Vector2> points, Span<Vector2> hull)
    {
        points.Sort(LeftToRight);
        int count = 0;
        for (int i = 0; i < points.Length; i++)
        {
            while (count >= 2 && Turn(hull[count - 2], hull[count - 1], points[i]) <= 0) count--;
            hull[count++] = points[i];
        }
        int lower = count + 1;
        for (int i = points.Length - 2; i >= 0; i--)
        {
            while (count >= lower && Turn(hull[count - 2], hull[count - 1], points[i]) <= 0) count--;
            hull[count++] = points[i];
        }
        return Math.Max(1, count - 1);
    }

    private static readonly Comparison<Vector2> LeftToRight = static (a, b) => a.X == b.X ? a.Y.CompareTo(b.Y) : a.X.CompareTo(b.X);

    private static float Turn(Vector2 a, Vector2 b, Vector2 c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));

    private static MinimalRectangle On(ReadOnlySpan<Vector2> hull, Vector2 along)
    {
        // Text runs to the right: of the four directions of the sides, the one nearest to it.
        if (MathF.Abs(along.X) < MathF.Abs(along.Y)) along = new Vector2(-along.Y, along.X);
        if (along.X < 0) along = -along;
        Vector2 across = new(-along.Y, along.X);
        float left = float.PositiveInfinity, right = float.NegativeInfinity, top = left, bottom = right;
        foreach (Vector2 point in hull)
        {
            float u = Vector2.Dot(point, along), v = Vector2.Dot(point, across);
            (left, right) = (MathF.Min(left, u), MathF.Max(right, u));
            (top, bottom) = (MathF.Min(top, v), MathF.Max(bottom, v));
        }
        return new MinimalRectangle((along * ((left + right) / 2)) + (across * ((top + bottom) / 2)), along, right - left, bottom - top);
    }
}
