using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Faces;

/// <summary>Focus and light of a face, from its luma.</summary>
/// <param name="Sharpness">
/// 0..1. With L the variance of the Laplacian (Pech-Pacheco et al., 2000: 4-neighbour kernel) and V that of the luma, both over the face
/// brought to at most 64 rows, the ratio r = L / V says how fine the detail is whatever the contrast; r / (r + 0.2).
/// </param>
/// <param name="Exposure">0..1: falls when the mean luma leaves 25..75 % of the range, and by twice the part of pixels that are burnt out or black.</param>
public readonly record struct FaceSharpness(float Sharpness, float Exposure)
{
    private const int GridMax = 64;
    private const float RatioHalf = 0.2f;

    // Below it there is only noise, in squared steps of luma.
    private const float ContrastMin = 16;

    /// <summary>Measures a part of the picture.</summary>
    internal static FaceSharpness Measure(in ImageView image, in BoundingBox box)
    {
        int left = Math.Clamp((int)(box.X * image.Width), 0, image.Width), right = Math.Clamp((int)MathF.Ceiling(box.Right * image.Width), left, image.Width);
        int top = Math.Clamp((int)(box.Y * image.Height), 0, image.Height), bottom = Math.Clamp((int)MathF.Ceiling(box.Bottom * image.Height), top, image.Height);
        // Whole blocks of pixels are averaged: cheap, and blocks keep edges better than they keep noise.
        int block = Math.Max(1, (bottom - top + GridMax - 1) / GridMax);
        int columns = Math.Min((right - left) / block, GridMax), rows = Math.Min((bottom - top) / block, GridMax);
        if (columns < 3 || rows < 3) return default;
        Span<float> grid = stackalloc float[columns * rows];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) grid[(row * columns) + column] = Mean(image, left + (column * block), top + (row * block), block);
        float contrast = Variance(grid, out float mean);
        return new FaceSharpness(
            contrast < ContrastMin ? 0 : Ratio(LaplacianVariance(grid, columns, rows) / contrast), ExposureOf(image, grid, mean));
    }

    private static float Ratio(float ratio) => ratio / (ratio + RatioHalf);

    private static float Mean(in ImageView image, int x, int y, int block)
    {
        int sum = 0;
        for (int row = y; row < y + block; row++)
            foreach (byte luma in image.Y.Slice((row * image.YStride) + x, block)) sum += luma;
        return (float)sum / (block * block);
    }

    private static float Variance(ReadOnlySpan<float> values, out float mean)
    {
        double sum = 0, squares = 0;
        foreach (float value in values)
        {
            sum += value;
            squares += (double)value * value;
        }
        double average = sum / values.Length;
        mean = (float)average;
        return (float)Math.Max(0, (squares / values.Length) - (average * average));
    }

    private static float LaplacianVariance(ReadOnlySpan<float> grid, int columns, int rows)
    {
        double sum = 0, squares = 0;
        for (int row = 1; row < rows - 1; row++)
        {
            for (int i = (row * columns) + 1; i < ((row + 1) * columns) - 1; i++)
            {
                double value = grid[i - 1] + grid[i + 1] + grid[i - columns] + grid[i + columns] - (4 * grid[i]);
                sum += value;
                squares += value * value;
            }
        }
        int count = (columns - 2) * (rows - 2);
        return (float)((squares / count) - (sum / count * (sum / count)));
    }

    private static float ExposureOf(in ImageView image, ReadOnlySpan<float> grid, float mean)
    {
        float black = image.FullRange ? 0 : 16, range = image.FullRange ? 255 : 219;
        int clipped = 0;
        foreach (float value in grid)
            if (value <= black + (0.02f * range) || value >= black + (0.98f * range)) clipped++;
        float level = (mean - black) / range;
        float light = Math.Clamp(MathF.Min(level, 1 - level) / 0.25f, 0, 1);
        return light * MathF.Max(0, 1 - (2f * clipped / grid.Length));
    }
}
