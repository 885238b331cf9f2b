namespace SafeCity.Edge.Inference.Frames;

/// <summary>Reads a plane of bytes between its samples (bilinear); outside of it the nearest sample goes on.</summary>
internal readonly ref struct PlaneSampler
{
    private readonly ReadOnlySpan<byte> _plane;
    private readonly int _stride, _step, _offset, _right, _bottom;

    /// <summary>A plane whose samples lie <paramref name="step"/> bytes apart, the first at <paramref name="offset"/>.</summary>
    internal PlaneSampler(ReadOnlySpan<byte> plane, int stride, (int Width, int Height) size, int step = 1, int offset = 0)
    {
        _plane = plane;
        _stride = stride;
        _step = step;
        _offset = offset;
        _right = size.Width - 1;
        _bottom = size.Height - 1;
    }

    /// <summary>The value at a place; the centre of the first sample is at 0.5, 0.5.</summary>
    internal float At(float x, float y)
    {
        // Clamp also takes what lies far outside of the range of int; not-a-number goes to 0 by the order of the comparisons.
        x = MathF.Min(MathF.Max(0, x - 0.5f), _right);
        y = MathF.Min(MathF.Max(0, y - 0.5f), _bottom);
        int left = (int)x, top = (int)y;
        float alongX = x - left, alongY = y - top;
        int right = left < _right ? _step : 0, down = top < _bottom ? _stride : 0;
        int at = (top * _stride) + (left * _step) + _offset;
        float upper = _plane[at] + (alongX * (_plane[at + right] - _plane[at]));
        float lower = _plane[at + down] + (alongX * (_plane[at + down + right] - _plane[at + down]));
        return upper + (alongY * (lower - upper));
    }
}
