using SafeCity.Edge.Agent.Evaluation.Boxes;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>
/// Looks at a whole picture and, with more than one tile a side, at overlapping tiles of it too: what region crops can gain at most on
/// small objects, at the full price.
/// </summary>
/// <param name="detector">The detector.</param>
/// <param name="tiles">Tiles a side, 1 for none.</param>
internal sealed class TiledDetector(IDetector<Detection> detector, int tiles)
{
    // Wide enough that an object of a fifth of a tile is whole in one of two.
    private const double Overlap = 0.2;

    // An edge of a box nearer than this part of the tile to an inner edge of it is a cut.
    private const double CutMargin = 0.01;
    private const int FoundMax = 1000;

    private readonly Detection[] _buffer = new Detection[FoundMax];
    private readonly List<Detection> _all = [];

    /// <summary>Finds objects, best first, in parts of the picture.</summary>
    internal ReadOnlySpan<Detection> Find(in ImageView picture)
    {
        int count = detector.Detect(picture, _buffer);
        if (tiles == 1) return _buffer.AsSpan(0, count);
        _all.Clear();
        _all.AddRange(_buffer.AsSpan(0, count));
        foreach (PixelRectangle tile in Tiles(picture.Width, picture.Height))
        {
            int found = detector.Detect(picture, tile, _buffer);
            foreach (Detection detection in _buffer.AsSpan(0, found))
            {
                PixelBox box = PixelBox.Of(detection.Box, picture.Width, picture.Height);
                if (!IsCut(box, tile, picture.Width, picture.Height)) _all.Add(detection);
            }
        }
        Detection[] all = [.. _all];
        return all.AsSpan(0, NonMaximumSuppression.Keep(all, detector.Card.NmsThreshold));
    }

    /// <summary>The same in pixels.</summary>
    internal IReadOnlyList<BoxFound> FindBoxes(in ImageView picture)
    {
        List<BoxFound> boxes = [];
        foreach (ref readonly Detection found in Find(picture))
            boxes.Add(new BoxFound(PixelBox.Of(found.Box, picture.Width, picture.Height), found.ClassId, found.Score));
        return boxes;
    }

    private IEnumerable<PixelRectangle> Tiles(int width, int height)
    {
        double parts = tiles - ((tiles - 1) * Overlap);
        int tileWidth = Math.Min(width, (int)Math.Ceiling(width / parts)), tileHeight = Math.Min(height, (int)Math.Ceiling(height / parts));
        for (int row = 0; row < tiles; row++)
        {
            for (int column = 0; column < tiles; column++)
                yield return new PixelRectangle((width - tileWidth) * column / (tiles - 1), (height - tileHeight) * row / (tiles - 1),
                    tileWidth, tileHeight);
        }
    }

    private static bool IsCut(in PixelBox box, in PixelRectangle tile, int width, int height)
    {
        double marginX = tile.Width * CutMargin, marginY = tile.Height * CutMargin;
        return (tile.X > 0 && box.X < tile.X + marginX)
            || (tile.Y > 0 && box.Y < tile.Y + marginY)
            || (tile.X + tile.Width < width && box.Right > tile.X + tile.Width - marginX)
            || (tile.Y + tile.Height < height && box.Bottom > tile.Y + tile.Height - marginY);
    }
}
