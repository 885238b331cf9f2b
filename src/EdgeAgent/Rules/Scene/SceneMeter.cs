using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Scene;

/// <summary>Measures a picture as a whole from a few of its rows: some 0.2 ms whatever its size. Reused; allocates nothing.</summary>
internal sealed class SceneMeter
{
    private const int RowsLookedAt = 48;
    private const int Far = 6;
    // FNV-1a, 64 bits.
    private const ulong FingerprintSeed = 14695981039346656037, FingerprintPrime = 1099511628211;

    private static readonly BoundingBox Whole = new(0, 0, 1, 1);
    private readonly LumaGrid _grid = new(64, 36);
    private readonly float[] _edges = new float[64 * 36];

    /// <summary>Where the picture has edges, 64 by 36; of the newest picture.</summary>
    internal ReadOnlySpan<float> Edges => _edges;

    internal SceneLook Measure(in ImageView image)
    {
        _grid.Fill(image, Whole);
        (double mean, double contrast) = _grid.Statistics();
        FindEdges();
        long near = 0, far = 0;
        ulong fingerprint = FingerprintSeed;
        for (int i = 0; i < RowsLookedAt; i++)
        {
            ReadOnlySpan<byte> row = image.Y.Slice((int)((i + 0.5) * image.Height / RowsLookedAt) * image.YStride, image.Width);
            for (int x = 0; x + Far < row.Length; x += 3)
            {
                near += Math.Abs(row[x + 1] - row[x]);
                far += Math.Abs(row[x + Far] - row[x]);
                fingerprint = (fingerprint ^ row[x]) * FingerprintPrime;
            }
        }
        return new SceneLook(mean, contrast, far == 0 ? 0 : (double)near / far, fingerprint);
    }

    private void FindEdges()
    {
        ReadOnlySpan<float> cells = _grid.Cells;
        for (int row = 0; row < 35; row++)
        {
            for (int column = 0; column < 63; column++)
            {
                int place = (row * 64) + column;
                _edges[place] = MathF.Abs(cells[place + 1] - cells[place]) + MathF.Abs(cells[place + 64] - cells[place]);
            }
        }
    }
}
