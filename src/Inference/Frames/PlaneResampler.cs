namespace SafeCity.Edge.Inference.Frames;

/// <summary>Resamples one plane (or two interleaved ones) row by row; keeps its taps and its buffers from call to call.</summary>
internal sealed class PlaneResampler
{
    private readonly ResampleAxis _horizontal = new();
    private readonly ResampleAxis _vertical = new();
    private float[] _first = [];
    private float[] _second = [];
    private int _left, _top, _sourceWidth;

    /// <summary>Sets the source interval of each axis (in samples of the plane) and the target size.</summary>
    internal void Build(in SampleInterval x, in SampleInterval y, int targetWidth, int targetHeight)
    {
        _left = x.First;
        _top = y.First;
        _sourceWidth = x.End - x.First;
        _horizontal.Build(x, targetWidth, x.Length <= targetWidth ? 2 : 4);
        _vertical.Build(y, targetHeight, 1);
        int length = _sourceWidth + ResampleKernels.ReadPadding;
        // Fresh zeros whenever it grows; what is left after the last sample is finite and has weight 0.
        if (_first.Length < length) _first = new float[length];
        if (_second.Length < length) _second = new float[length];
    }

    /// <summary>Writes one target row from a plane of single samples.</summary>
    internal void WriteRow(ReadOnlySpan<byte> plane, int stride, int row, Span<float> target)
    {
        ReadOnlySpan<byte> rows = plane[(((_top + _vertical.Starts[row]) * stride) + _left)..];
        ResampleKernels.Vertical(rows, stride, RowWeights(row), _first.AsSpan(0, _sourceWidth));
        ResampleKernels.Horizontal(_first, _horizontal, target);
    }

    /// <summary>Writes one target row of each of the two planes that lie interleaved.</summary>
    internal void WriteRowPairs(ReadOnlySpan<byte> plane, int stride, int row, Span<float> first, Span<float> second)
    {
        ReadOnlySpan<byte> rows = plane[(((_top + _vertical.Starts[row]) * stride) + (2 * _left))..];
        ResampleKernels.VerticalPairs(rows, stride, RowWeights(row), _first.AsSpan(0, _sourceWidth), _second.AsSpan(0, _sourceWidth));
        ResampleKernels.Horizontal(_first, _horizontal, first);
        ResampleKernels.Horizontal(_second, _horizontal, second);
    }

    private ReadOnlySpan<float> RowWeights(int row) => _vertical.Weights.Slice(row * _vertical.Taps, _vertical.Taps);
}
