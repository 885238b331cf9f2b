using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Scene;

/// <summary>A part of a picture's luma as a small grid of means, 0 to 255 whatever the picture's range. Reused.</summary>
internal sealed class LumaGrid(int columns, int rows)
{
    // Samples a side of a cell: a cell of any size costs the same.
    private const int Samples = 4;

    private readonly float[] _cells = new float[columns * rows];

    internal int Columns => columns;

    internal int Rows => rows;

    internal Span<float> Cells => _cells;

    /// <summary>Fills the grid from a part of the picture.</summary>
    internal void Fill(in ImageView image, in BoundingBox area)
    {
        float left = area.X * image.Width, top = area.Y * image.Height;
        float stepX = area.Width * image.Width / (columns * Samples), stepY = area.Height * image.Height / (rows * Samples);
        float scale = image.FullRange ? 1 : 255f / 219, offset = image.FullRange ? 0 : 16;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int sum = 0;
                for (int i = 0; i < Samples; i++)
                {
                    int y = Math.Clamp((int)(top + (((row * Samples) + i + 0.5f) * stepY)), 0, image.Height - 1);
                    ReadOnlySpan<byte> line = image.Y[(y * image.YStride)..];
                    for (int j = 0; j < Samples; j++) sum += line[Math.Clamp((int)(left + (((column * Samples) + j + 0.5f) * stepX)), 0, image.Width - 1)];
                }
                _cells[(row * columns) + column] = ((sum / (float)(Samples * Samples)) - offset) * scale;
            }
        }
    }

    /// <summary>Mean and standard deviation.</summary>
    internal (double Mean, double Deviation) Statistics()
    {
        double sum = 0, squares = 0;
        foreach (float cell in _cells) (sum, squares) = (sum + cell, squares + (cell * cell));
        double mean = sum / _cells.Length;
        return (mean, Math.Sqrt(Math.Max(0, (squares / _cells.Length) - (mean * mean))));
    }

    /// <summary>Normalised cross-correlation of two grids of one size, -1 to 1; 0 if one of them is flat.</summary>
    internal static double Correlation(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
        for (int i = 0; i < a.Length; i++)
        {
            (sa, sb) = (sa + a[i], sb + b[i]);
            (saa, sbb, sab) = (saa + (a[i] * a[i]), sbb + (b[i] * b[i]), sab + (a[i] * b[i]));
        }
        double va = saa - (sa * sa / a.Length), vb = sbb - (sb * sb / a.Length);
        // Flat within a grey level: what is left is noise.
        if (va < a.Length || vb < a.Length) return 0;
        return (sab - (sa * sb / a.Length)) / Math.Sqrt(va * vb);
    }

    /// <summary>Mean absolute difference.</summary>
    internal static double Difference(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += Math.Abs(a[i] - b[i]);
        return sum / a.Length;
    }
}
