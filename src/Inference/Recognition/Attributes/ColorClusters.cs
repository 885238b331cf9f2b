namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>
/// k-means (Lloyd, 1982) over weighted colours. The first centre is their mean, each next one the colour farthest from all centres so far
/// by weight, so that the same pixels always give the same clusters. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class ColorClusters
{
    internal const int ClustersMax = 6;
    private const int Iterations = 5;

    private readonly OkLab[] _centers = new OkLab[ClustersMax];
    private readonly float[] _weights = new float[ClustersMax];
    private readonly (double L, double A, double B)[] _sums = new (double, double, double)[ClustersMax];

    internal int Count { get; private set; }

    /// <summary>Means of the clusters.</summary>
    internal ReadOnlySpan<OkLab> Centers => _centers.AsSpan(0, Count);

    /// <summary>Weight of each cluster; the sum is that of the samples.</summary>
    internal Span<float> Weights => _weights.AsSpan(0, Count);

    internal void Build(ReadOnlySpan<OkLab> colors, ReadOnlySpan<float> weights)
    {
        _centers[0] = default;
        Count = 1;
        Step(colors, weights);
        while (Count < ClustersMax && AddFarthest(colors, weights)) Step(colors, weights);
        for (int i = 0; i < Iterations; i++) Step(colors, weights);
    }

    /// <summary>The cluster nearest to a colour, and the square of the distance to it.</summary>
    internal int Nearest(OkLab color, out float distance)
    {
        int nearest = 0;
        distance = float.PositiveInfinity;
        for (int k = 0; k < Count; k++)
        {
            float d = OkLab.Distance(color, _centers[k]);
            if (d < distance) (nearest, distance) = (k, d);
        }
        return nearest;
    }

    // False when what is left differs too little to be another surface.
    private bool AddFarthest(ReadOnlySpan<OkLab> colors, ReadOnlySpan<float> weights)
    {
        const float DistanceMin = 0.05f * 0.05f;
        int farthest = -1;
        float most = 0;
        for (int i = 0; i < colors.Length; i++)
        {
            Nearest(colors[i], out float distance);
            if (distance > DistanceMin && distance * weights[i] > most) (farthest, most) = (i, distance * weights[i]);
        }
        if (farthest < 0) return false;
        _centers[Count++] = colors[farthest];
        return true;
    }

    private void Step(ReadOnlySpan<OkLab> colors, ReadOnlySpan<float> weights)
    {
        Array.Clear(_sums);
        Array.Clear(_weights);
        for (int i = 0; i < colors.Length; i++)
        {
            int k = Nearest(colors[i], out _);
            float w = weights[i];
            _weights[k] += w;
            _sums[k] = (_sums[k].L + (w * colors[i].L), _sums[k].A + (w * colors[i].A), _sums[k].B + (w * colors[i].B));
        }
        for (int k = 0; k < Count; k++)
        {
            if (!(_weights[k] > 0)) continue;
            _centers[k] = new OkLab((float)(_sums[k].L / _weights[k]), (float)(_sums[k].A / _weights[k]), (float)(_sums[k].B / _weights[k]));
        }
    }
}
