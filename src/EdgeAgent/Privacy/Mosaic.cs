using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>
/// Makes a part of a picture unrecognisable for good: every cell is replaced by its mean, so that nothing finer than a cell
/// is left in the pixels.
/// </summary>
internal static class Mosaic
{
    /// <summary>
    /// Cells across a masked head. Three leave a skin or hair tone and no features; published work on re-identification of
    /// mosaics needs some eight cells between ear and ear.
    /// </summary>
    internal const int CellsAcross = 3;

    /// <summary>Smallest cell in pixels; even, so that luma and chroma cells cover each other.</summary>
    internal const int CellPixelsMin = 8;

    /// <summary>Masks a head or a face; what lies outside the picture is ignored.</summary>
    internal static void Apply(PictureBuffer picture, in PixelRectangle area) => Apply(picture, area, Math.Max(area.Width, area.Height) / CellsAcross);

    /// <summary>Masks a rectangle of a 4:2:0 picture; what lies outside the picture is ignored.</summary>
    /// <param name="picture">Changed in place.</param>
    /// <param name="area">In its pixels.</param>
    /// <param name="cellPixels">Wished side of a cell, made even and at least <see cref="CellPixelsMin"/>.</param>
    internal static void Apply(PictureBuffer picture, in PixelRectangle area, int cellPixels)
    {
        // Outwards to even pixels: half a chroma sample left clear would keep colour of what is masked.
        if (!area.TryWithin(picture.Width, picture.Height, out PixelRectangle inside)) return;
        int cell = Math.Max(CellPixelsMin, (cellPixels + 1) & ~1);
        int left = inside.X, top = inside.Y, right = inside.X + inside.Width, bottom = inside.Y + inside.Height;
        AveragePlane(picture.Y, picture.YStride, left, top, right, bottom, cell);
        AveragePlane(picture.U, picture.ChromaStride, left / 2, top / 2, (right + 1) / 2, (bottom + 1) / 2, cell / 2);
        AveragePlane(picture.V, picture.ChromaStride, left / 2, top / 2, (right + 1) / 2, (bottom + 1) / 2, cell / 2);
    }

    private static void AveragePlane(Span<byte> plane, int stride, int left, int top, int right, int bottom, int cell)
    {
        for (int y = top; y < bottom; y += cell)
        {
            for (int x = left; x < right; x += cell)
            {
                int width = Math.Min(cell, right - x), height = Math.Min(cell, bottom - y), sum = 0;
                for (int row = y; row < y + height; row++)
                    foreach (byte sample in plane.Slice((row * stride) + x, width)) sum += sample;
                byte mean = (byte)(sum / (width * height));
                for (int row = y; row < y + height; row++) plane.Slice((row * stride) + x, width).Fill(mean);
            }
        }
    }
}
