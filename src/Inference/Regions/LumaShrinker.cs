using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>
/// Shrinks a luma plane to at most 100 rows by averaging boxes of whole pixels. Never enlarges; proportions are kept. Allocates only
/// when the picture's size changes.
/// </summary>
internal sealed class LumaShrinker
{
    internal const int HeightMax = 100;

    /// <summary>Widest shrunken picture: a strip of a panorama camera gets fewer rows instead.</summary>
    internal const int WidthMax = 320;

    /// <summary>Most source rows that are averaged into one: more (above 1600 rows) cost memory bandwidth and show nothing new.</summary>
    internal const int RowsMax = 16;

    private (int Width, int Height) _source;
    private ushort[] _columns = [];

    /// <summary>Pixels a row of the shrunken picture.</summary>
    internal int Width { get; private set; }

    /// <summary>Rows of the shrunken picture.</summary>
    internal int Height { get; private set; }

    /// <summary>Sets the sizes for a picture.</summary>
    /// <returns>True if they are others than before.</returns>
    internal bool Prepare(int sourceWidth, int sourceHeight)
    {
        if (_source == (sourceWidth, sourceHeight)) return false;
        _source = (sourceWidth, sourceHeight);
        double scale = Math.Min(1, Math.Min((double)HeightMax / sourceHeight, (double)WidthMax / sourceWidth));
        Width = Math.Clamp((int)Math.Round(sourceWidth * scale), 1, sourceWidth);
        Height = Math.Clamp((int)Math.Round(sourceHeight * scale), 1, sourceHeight);
        _columns = new ushort[sourceWidth];
        return true;
    }

    /// <summary>Writes the shrunken picture, <see cref="Width"/> x <see cref="Height"/> bytes, row by row.</summary>
    internal void Shrink(in ImageView image, Span<byte> target)
    {
        for (int y = 0; y < Height; y++)
        {
            int first = Edge(y, image.Height, Height), count = Edge(y + 1, image.Height, Height) - first, taken = Math.Min(count, RowsMax);
            for (int k = 0; k < taken; k++)
            {
                ReadOnlySpan<byte> row = image.Y.Slice((first + (k * count / taken)) * image.YStride, image.Width);
                if (k == 0) MotionKernels.Widen(row, _columns);
                else MotionKernels.Accumulate(row, _columns);
            }
            Average(target.Slice(y * Width, Width), taken);
        }
    }

    // First source sample of a target sample.
    private static int Edge(int index, int source, int target) => (int)((long)index * source / target);

    private void Average(Span<byte> target, int rows)
    {
        int end = 0;
        for (int x = 0; x < target.Length; x++)
        {
            int first = end;
            end = Edge(x + 1, _columns.Length, target.Length);
            int sum = 0, area = rows * (end - first);
            foreach (ushort column in _columns.AsSpan(first, end - first)) sum += column;
            target[x] = (byte)((sum + (area / 2)) / area);
        }
    }
}
