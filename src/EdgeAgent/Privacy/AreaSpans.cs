using System.Numerics;
using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>
/// The pixels of polygons as spans of pairs of rows, so that 4:2:0 samples of colour are covered with them. Rounded outward: a pixel of
/// which a corner lies inside is covered. Reused; allocates only while it grows.
/// </summary>
internal sealed class AreaSpans(IReadOnlyList<IReadOnlyList<Vector2>> polygons)
{
    // Lines that are looked at in each pair of rows: an edge cannot pass between them unseen by more than half a pixel.
    private const int LinesPerPair = 5;

    private readonly List<AreaSpan> _spans = [];
    private readonly List<float> _crossings = [];

    /// <summary>What was found last; valid until the next call.</summary>
    internal ReadOnlySpan<AreaSpan> All => CollectionsMarshal.AsSpan(_spans);

    /// <summary>Finds the spans inside a picture.</summary>
    /// <param name="scale">Pixels of the picture a width and a height of the polygons' frame.</param>
    /// <param name="offset">Where the frame's origin lies in the picture, pixels.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    internal void Find(Vector2 scale, Vector2 offset, int width, int height)
    {
        _spans.Clear();
        foreach (IReadOnlyList<Vector2> polygon in polygons)
        {
            (float top, float bottom) = Reach(polygon, scale.Y, offset.Y);
            int first = Math.Max(0, (int)MathF.Floor(top)) & ~1, last = Math.Min(height, (int)MathF.Ceiling(bottom));
            for (int row = first; row < last; row += 2)
                for (int line = 0; line < LinesPerPair; line++) AddLine(polygon, scale, offset, row, row + (line * 2f / (LinesPerPair - 1)), width);
        }
    }

    private static (float Top, float Bottom) Reach(IReadOnlyList<Vector2> polygon, float scale, float offset)
    {
        float top = float.MaxValue, bottom = float.MinValue;
        for (int i = 0; i < polygon.Count; i++) (top, bottom) = (MathF.Min(top, polygon[i].Y), MathF.Max(bottom, polygon[i].Y));
        return ((top * scale) + offset, (bottom * scale) + offset);
    }

    private void AddLine(IReadOnlyList<Vector2> polygon, Vector2 scale, Vector2 offset, int row, float y, int width)
    {
        _crossings.Clear();
        for (int i = 0, j = polygon.Count - 1; i < polygon.Count; j = i++)
        {
            Vector2 a = (polygon[i] * scale) + offset, b = (polygon[j] * scale) + offset;
            if (a.Y > y != b.Y > y) _crossings.Add(((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) + a.X);
        }
        _crossings.Sort();
        for (int i = 0; i + 1 < _crossings.Count; i += 2)
        {
            int left = (int)Math.Clamp(MathF.Floor(_crossings[i]), 0, width) & ~1, right = (int)Math.Clamp(MathF.Ceiling(_crossings[i + 1]), 0, width);
            right = Math.Min(width, (right + 1) & ~1);
            if (right > left) _spans.Add(new AreaSpan(row, left, right));
        }
    }
}
