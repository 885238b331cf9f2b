namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// A path in bounded memory. The first and the newest point are always there; between them the points lie at least a spacing
/// apart, which doubles each time the buffer is full. Spacing is media time, so the frame rate does not change the path.
/// </summary>
internal sealed class TrackPath
{
    /// <summary>Most points kept.</summary>
    internal const int PointsMax = 64;

    private static readonly TimeSpan FirstSpacing = TimeSpan.FromMilliseconds(100);

    private readonly PathPoint[] _points = new PathPoint[PointsMax];
    private int _count;
    private TimeSpan _spacing = FirstSpacing;

    internal ReadOnlySpan<PathPoint> Points => _points.AsSpan(0, _count);

    internal void Clear()
    {
        _count = 0;
        _spacing = FirstSpacing;
    }

    internal void Add(PathPoint point)
    {
        // The last point is provisional: it stays only if it came a spacing after the one before it.
        bool replacesLast = _count >= 2 && _points[_count - 1].Time - _points[_count - 2].Time < _spacing;
        if (replacesLast)
        {
            _points[_count - 1] = point;
            return;
        }
        if (_count == PointsMax) Thin();
        _points[_count++] = point;
    }

    // At low frame rates the points may be further apart than the spacing: it doubles until half of them can go.
    private void Thin()
    {
        while (_count > PointsMax / 2)
        {
            _spacing *= 2;
            int kept = 1;
            for (int i = 1; i < _count; i++)
                if (_points[i].Time - _points[kept - 1].Time >= _spacing) _points[kept++] = _points[i];
            _count = kept;
        }
    }
}
