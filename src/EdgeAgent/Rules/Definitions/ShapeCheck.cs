using System.Globalization;
using System.Numerics;

namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>What is wrong with the lines and polygons that people draw.</summary>
internal static class ShapeCheck
{
    // A thousandth of the frame is less than a pixel of most pictures.
    private const float LengthMin = 0.001f;
    private const float AreaMin = 1e-5f;

    /// <summary>The fault of a polygon; null if it has none.</summary>
    internal static string? Polygon(IReadOnlyList<Vector2> points)
    {
        if (points.Count is < 3 or > Geometry.Polygon.PointsMax) return $"it has {points.Count} points: use 3 to {Geometry.Polygon.PointsMax}";
        if (Outside(points) is { } outside) return outside;
        for (int i = 0; i < points.Count; i++)
        {
            int next = (i + 1) % points.Count;
            if (Vector2.Distance(points[i], points[next]) < LengthMin) return $"its points {i} and {next} are the same";
            for (int j = i + 2; j < points.Count; j++)
            {
                int after = (j + 1) % points.Count;
                if (after != i && Cross(points[i], points[next], points[j], points[after]))
                    return $"it crosses itself: the side from point {i} meets the side from point {j}";
            }
        }
        return MathF.Abs(Area(points)) < AreaMin ? "it encloses nothing: its points lie on a line" : null;
    }

    /// <summary>The fault of a line; null if it has none.</summary>
    internal static string? Line(IReadOnlyList<Vector2> points)
    {
        if (points.Count != 2) return $"it has {points.Count} points: use two";
        if (Outside(points) is { } outside) return outside;
        return Vector2.Distance(points[0], points[1]) < LengthMin ? "its points are the same: it has no length" : null;
    }

    private static string? Outside(IReadOnlyList<Vector2> points)
    {
        for (int i = 0; i < points.Count; i++)
        {
            if (points[i] is { X: >= 0 and <= 1, Y: >= 0 and <= 1 }) continue;
            return string.Create(CultureInfo.InvariantCulture, $"its point {i} is ({points[i].X}, {points[i].Y}): use parts of the frame, 0 to 1");
        }
        return null;
    }

    private static float Area(IReadOnlyList<Vector2> points)
    {
        float sum = 0;
        for (int i = 0; i < points.Count; i++)
        {
            Vector2 a = points[i], b = points[(i + 1) % points.Count];
            sum += (a.X * b.Y) - (a.Y * b.X);
        }
        return sum / 2;
    }

    // Also when they only touch: a corner on another side is as ambiguous as a crossing.
    private static bool Cross(Vector2 a, Vector2 b, Vector2 c, Vector2 d)
    {
        double d1 = Turn(a, b, c), d2 = Turn(a, b, d), d3 = Turn(c, d, a), d4 = Turn(c, d, b);
        if (d1 * d2 < 0 && d3 * d4 < 0) return true;
        return (d1 == 0 && Between(a, b, c)) || (d2 == 0 && Between(a, b, d)) || (d3 == 0 && Between(c, d, a)) || (d4 == 0 && Between(c, d, b));
    }

    private static double Turn(Vector2 a, Vector2 b, Vector2 c) =>
        (((double)b.X - a.X) * ((double)c.Y - a.Y)) - (((double)b.Y - a.Y) * ((double)c.X - a.X));

    private static bool Between(Vector2 a, Vector2 b, Vector2 p) =>
        p.X >= MathF.Min(a.X, b.X) && p.X <= MathF.Max(a.X, b.X) && p.Y >= MathF.Min(a.Y, b.Y) && p.Y <= MathF.Max(a.Y, b.Y);
}
