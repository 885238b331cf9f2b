using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>Finds connected areas (8 neighbours) in a map of changed pixels. Allocates only when the map's size changes.</summary>
internal sealed class ConnectedAreas
{
    /// <summary>Most areas that are told; of more, the largest.</summary>
    internal const int AreasMax = 64;

    private static readonly Comparison<Area> LargestFirst = static (a, b) => a.Pixels != b.Pixels
        ? b.Pixels.CompareTo(a.Pixels)
        : a.Top != b.Top ? a.Top.CompareTo(b.Top) : a.Left.CompareTo(b.Left);

    private readonly BoundingBox[] _boxes = new BoundingBox[AreasMax];
    private Area[] _areas = [];
    private int[] _open = [];

    /// <summary>Finds the areas, largest first.</summary>
    /// <param name="map">Rows of width + 2 bytes with a border of zeros; not 0 is changed. Set to 0 where an area was found.</param>
    /// <param name="lively">Same layout; see <paramref name="livelyMin"/>.</param>
    /// <param name="stride">Width + 2.</param>
    /// <param name="pixelsMin">An area must have more pixels than this.</param>
    /// <param name="livelyMin">It must hold at least so many pixels that are not 0 in <paramref name="lively"/>.</param>
    /// <returns>Boxes in parts of the frame; borrowed until the next call.</returns>
    internal ReadOnlySpan<BoundingBox> Find(Span<byte> map, ReadOnlySpan<byte> lively, int stride, int pixelsMin, int livelyMin)
    {
        if (_open.Length < map.Length) (_open, _areas) = (new int[map.Length], new Area[(map.Length / 2) + 1]);
        int found = 0;
        for (int i = 0, skipped; (skipped = map[i..].IndexOfAnyExcept((byte)0)) >= 0;)
        {
            i += skipped;
            Area area = Fill(map, lively, stride, i);
            if (area.Pixels > pixelsMin && area.Lively >= livelyMin) _areas[found++] = area;
        }
        _areas.AsSpan(0, found).Sort(LargestFirst);
        found = Math.Min(found, AreasMax);
        float width = stride - 2, height = (map.Length / stride) - 2;
        for (int i = 0; i < found; i++)
        {
            Area area = _areas[i];
            _boxes[i] = new BoundingBox(
                (area.Left - 1) / width, (area.Top - 1) / height, (area.Right + 1 - area.Left) / width, (area.Bottom + 1 - area.Top) / height);
        }
        return _boxes.AsSpan(0, found);
    }

    private Area Fill(Span<byte> map, ReadOnlySpan<byte> lively, int stride, int start)
    {
        Area area = new(int.MaxValue, int.MaxValue, 0, 0, 0, 0);
        int open = 0;
        _open[open++] = start;
        map[start] = 0;
        while (open > 0)
        {
            int pixel = _open[--open], x = pixel % stride, y = pixel / stride;
            area = new Area(
                Math.Min(area.Left, x), Math.Min(area.Top, y), Math.Max(area.Right, x), Math.Max(area.Bottom, y), area.Pixels + 1,
                area.Lively + (lively[pixel] != 0 ? 1 : 0));
            for (int row = pixel - stride; row <= pixel + stride; row += stride)
            {
                for (int neighbour = row - 1; neighbour <= row + 1; neighbour++)
                {
                    if (map[neighbour] == 0) continue;
                    map[neighbour] = 0;
                    _open[open++] = neighbour;
                }
            }
        }
        return area;
    }

    private readonly record struct Area(int Left, int Top, int Right, int Bottom, int Pixels, int Lively);
}
