using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>
/// Brings boxes together into few crops: always the pair next whose common crop is smallest, as long as each box keeps its part of the
/// crop. In a crop of the model's own size nothing is scaled down, so there any boxes may share it.
/// </summary>
/// <param name="margin">Side of a crop in longest sides of its content.</param>
/// <param name="shareMin">Least part of a crop's area that each box must have, if the crop is larger than the model's input.</param>
internal sealed class CropClusters(float margin, float shareMin)
{
    private CropSeed[] _clusters = new CropSeed[64];
    private int _count, _sideMin;

    /// <summary>The clusters, most important first; borrowed until the next change.</summary>
    internal ReadOnlySpan<CropSeed> Clusters => _clusters.AsSpan(0, _count);

    /// <summary>Forgets all; crops have at least this side from now on, in pixels.</summary>
    internal void Clear(int sideMin) => (_count, _sideMin) = (0, sideMin);

    internal void Add(in CropSeed seed)
    {
        if (_count == _clusters.Length) Array.Resize(ref _clusters, 2 * _count);
        _clusters[_count++] = seed;
    }

    /// <summary>Merges what may share a crop. The result does not depend on the order in which seeds were added.</summary>
    internal void Merge()
    {
        _clusters.AsSpan(0, _count).Sort(CropSeed.Order);
        while (FindPair() is var (first, second) && second > 0)
        {
            _clusters[first] = CropSeed.Union(_clusters[first], _clusters[second]);
            _clusters[second] = _clusters[--_count];
            _clusters.AsSpan(0, _count).Sort(CropSeed.Order);
        }
    }

    /// <summary>Keeps the most important ones.</summary>
    internal void Truncate(int count) => _count = Math.Min(_count, count);

    /// <summary>Keeps the clusters in which something has a longest side below a limit.</summary>
    internal void KeepSmall(float side)
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
            if (_clusters[i].SideMin < side) _clusters[kept++] = _clusters[i];
        _count = kept;
    }

    /// <summary>The square crop of a cluster, shifted into the frame; cut only where the frame itself is smaller.</summary>
    internal PixelRectangle Crop(in CropSeed cluster, int frameWidth, int frameHeight)
    {
        int side = Side(cluster), width = Math.Min(side, frameWidth), height = Math.Min(side, frameHeight);
        int x = Math.Clamp((int)MathF.Round(((cluster.Left + cluster.Right) / 2) - (width / 2f)), 0, frameWidth - width);
        int y = Math.Clamp((int)MathF.Round(((cluster.Top + cluster.Bottom) / 2) - (height / 2f)), 0, frameHeight - height);
        return new PixelRectangle(x, y, width, height);
    }

    private int Side(in CropSeed cluster) => Math.Max(_sideMin, (int)MathF.Ceiling(cluster.LongestSide * margin));

    private (int First, int Second) FindPair()
    {
        (int First, int Second) best = default;
        int smallest = int.MaxValue;
        for (int i = 0; i < _count; i++)
        {
            for (int j = i + 1; j < _count; j++)
            {
                CropSeed both = CropSeed.Union(_clusters[i], _clusters[j]);
                int side = Side(both);
                // In order of the seeds, so that of equal pairs the first is taken.
                if (side < smallest && (side == _sideMin || both.AreaMin >= shareMin * side * side)) (best, smallest) = ((i, j), side);
            }
        }
        return best;
    }
}
