using System.Numerics;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>Parts of the picture in which motion does not count, as polygons; drawn once for each size of picture.</summary>
internal sealed class MotionMask(IReadOnlyList<IReadOnlyList<Vector2>> polygons)
{
    private bool[] _masked = [];

    /// <summary>Pixels that are not masked.</summary>
    internal int OpenPixels { get; private set; }

    /// <summary>True for a pixel that is masked.</summary>
    internal bool this[int index] => _masked[index];

    /// <summary>Draws the polygons: a pixel whose centre lies inside one (even-odd rule) is masked.</summary>
    internal void Draw(int width, int height)
    {
        _masked = new bool[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Vector2 center = new((x + 0.5f) / width, (y + 0.5f) / height);
                foreach (IReadOnlyList<Vector2> polygon in polygons) _masked[(y * width) + x] |= Contains(polygon, center);
            }
        }
        OpenPixels = _masked.AsSpan().Count(false);
    }

    /// <summary>Paints the masked pixels black.</summary>
    internal void Paint(Span<byte> pixels)
    {
        if (OpenPixels == pixels.Length) return;
        for (int i = 0; i < pixels.Length; i++)
            if (_masked[i]) pixels[i] = 0;
    }

    private static bool Contains(IReadOnlyList<Vector2> polygon, Vector2 point)
    {
        bool inside = false;
        for (int i = 0, j = polygon.Count - 1; i < polygon.Count; j = i++)
        {
            Vector2 a = polygon[i], b = polygon[j];
            if (a.Y > point.Y != b.Y > point.Y && point.X < ((b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y)) + a.X) inside = !inside;
        }
        return inside;
    }
}
