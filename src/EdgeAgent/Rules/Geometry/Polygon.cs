using System.Numerics;

namespace SafeCity.Edge.Agent.Rules.Geometry;

/// <summary>
/// A simple polygon in heights of the frame (x runs to the frame's aspect, y to 1). Even-odd; at most <see cref="PointsMax"/> corners.
/// </summary>
internal sealed class Polygon
{
    internal const int PointsMax = 64;

    /// <summary>Room that <see cref="Walk"/> needs.</summary>
    internal const int PartsMax = PointsMax + 2;

    private readonly Vector2[] _points;
    private readonly Vector2 _min;
    private readonly Vector2 _max;

    /// <summary>Takes corners in parts of the frame.</summary>
    /// <param name="points">At least three, checked before.</param>
    /// <param name="aspect">Width over height of the frame.</param>
    internal Polygon(IReadOnlyList<Vector2> points, float aspect)
    {
        _points = [.. points.Select(p => new Vector2(p.X * aspect, p.Y))];
        _min = _points.Aggregate(Vector2.Min);
        _max = _points.Aggregate(Vector2.Max);
    }

    internal ReadOnlySpan<Vector2> Points => _points;

    internal bool Contains(Vector2 point)
    {
        if (point.X < _min.X || point.Y < _min.Y || point.X > _max.X || point.Y > _max.Y) return false;
        bool inside = false;
        for (int i = 0, before = _points.Length - 1; i < _points.Length; before = i++)
        {
            Vector2 a = _points[before], b = _points[i];
            if (a.Y > point.Y != b.Y > point.Y && point.X < a.X + ((b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y))) inside = !inside;
        }
        return inside;
    }

    /// <summary>
    /// Splits a step into parts that lie wholly inside or outside, in order: a result does not depend on how a way is cut into steps.
    /// </summary>
    /// <param name="from">Where the step begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="parts">Takes at least <see cref="PartsMax"/>.</param>
    /// <returns>How many were written, at least one.</returns>
    internal int Walk(Vector2 from, Vector2 to, Span<WalkPart> parts)
    {
        Vector2 low = Vector2.Min(from, to), high = Vector2.Max(from, to);
        bool apart = low.X > _max.X || low.Y > _max.Y || high.X < _min.X || high.Y < _min.Y;
        if (apart || from == to)
        {
            parts[0] = new WalkPart(0, 1, !apart && Contains(to));
            return 1;
        }
        Span<double> cuts = stackalloc double[PartsMax];
        int count = Cut(from, to, cuts);
        if (count == 0)
        {
            parts[0] = new WalkPart(0, 1, Contains((from + to) / 2));
            return 1;
        }
        int written = 0;
        double start = 0;
        for (int i = 0; i <= count; i++)
        {
            double end = i < count ? cuts[i] : 1;
            if (end <= start && i < count) continue;
            bool inside = Contains(Vector2.Lerp(from, to, (float)((start + end) / 2)));
            if (written > 0 && parts[written - 1].Inside == inside) parts[written - 1] = parts[written - 1] with { To = end };
            else parts[written++] = new WalkPart(start, end, inside);
            start = end;
        }
        return written;
    }

    private int Cut(Vector2 from, Vector2 to, Span<double> cuts)
    {
        int count = 0;
        Vector2 low = Vector2.Min(from, to), high = Vector2.Max(from, to);
        double dx = (double)to.X - from.X, dy = (double)to.Y - from.Y;
        for (int i = 0, before = _points.Length - 1; i < _points.Length; before = i++)
        {
            Vector2 a = _points[before], b = _points[i];
            // Most sides are far from most steps.
            if (MathF.Max(a.X, b.X) < low.X || MathF.Min(a.X, b.X) > high.X) continue;
            if (MathF.Max(a.Y, b.Y) < low.Y || MathF.Min(a.Y, b.Y) > high.Y) continue;
            double ex = (double)b.X - a.X, ey = (double)b.Y - a.Y, cross = (dx * ey) - (dy * ex);
            if (cross == 0) continue;
            double ax = (double)a.X - from.X, ay = (double)a.Y - from.Y;
            double along = ((ax * ey) - (ay * ex)) / cross, across = ((ax * dy) - (ay * dx)) / cross;
            if (along is > 0 and < 1 && across is >= 0 and <= 1 && count < cuts.Length) cuts[count++] = along;
        }
        cuts[..count].Sort();
        return count;
    }
}
