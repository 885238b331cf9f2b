using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Faces;

/// <summary>
/// One layer of tiles that cover a picture: neighbours share a quarter of their side, so that a face of up to that size is whole in one
/// of them. Tiles have the proportions of the model's input.
/// </summary>
internal readonly record struct TilePlan
{
    private const double Overlap = 0.25;

    private readonly int _pictureWidth, _pictureHeight;

    /// <summary>Covers a picture with tiles of a width in pixels.</summary>
    internal TilePlan(int pictureWidth, int pictureHeight, double tileWidth, double inputAspect)
    {
        _pictureWidth = pictureWidth;
        _pictureHeight = pictureHeight;
        TileWidth = Math.Clamp((int)tileWidth, 1, pictureWidth);
        TileHeight = Math.Clamp((int)(tileWidth / inputAspect), 1, pictureHeight);
        Columns = Count(pictureWidth, TileWidth);
        Rows = Count(pictureHeight, TileHeight);
    }

    internal int TileWidth { get; }

    internal int TileHeight { get; }

    internal int Columns { get; }

    internal int Rows { get; }

    internal int Tiles => Columns * Rows;

    /// <summary>A tile by its number, row by row.</summary>
    internal PixelRectangle this[int index] => new(
        Place(index % Columns, Columns, _pictureWidth - TileWidth), Place(index / Columns, Rows, _pictureHeight - TileHeight), TileWidth, TileHeight);

    private static int Count(int length, int tile) =>
        tile >= length ? 1 : 1 + (int)Math.Ceiling((length - tile) / Math.Max(1, tile * (1 - Overlap)));

    private static int Place(int index, int count, int room) => count == 1 ? 0 : (int)((long)index * room / (count - 1));
}
