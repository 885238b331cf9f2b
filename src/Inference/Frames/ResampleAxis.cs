namespace SafeCity.Edge.Inference.Frames;

/// <summary>
/// The taps of a triangle filter along one axis: target sample i is the sum of <c>Weights[i*Taps + k] * source[Starts[i] + k]</c>.
/// When shrinking the triangle is as wide as two target pixels (antialiased); when enlarging it is plain linear interpolation.
/// At the borders the taps outside are left out and the others scaled up to a sum of 1.
/// </summary>
internal sealed class ResampleAxis
{
    private float[] _weights = [];
    private int[] _starts = [];
    private (SampleInterval Source, int Target, int Align) _geometry;

    /// <summary>Weights a target sample; a multiple of the alignment asked for, the last ones 0.</summary>
    internal int Taps { get; private set; }

    internal ReadOnlySpan<int> Starts => _starts.AsSpan(0, _geometry.Target);

    internal ReadOnlySpan<float> Weights => _weights.AsSpan(0, _geometry.Target * Taps);

    /// <summary>Computes the taps, unless they are already those asked for.</summary>
    /// <param name="source">The source interval; starts count from its first sample.</param>
    /// <param name="target">Target samples.</param>
    /// <param name="align">Taps are rounded up to a multiple of this.</param>
    internal void Build(in SampleInterval source, int target, int align)
    {
        var geometry = (source, target, align);
        if (geometry == _geometry) return;
        (double start, double length, int first, int end) = source;
        double step = length / target, support = Math.Max(1, step);
        // An open interval of twice the support holds at most this many sample centres.
        int taps = Math.Min((int)Math.Ceiling(2 * support), end - first);
        Taps = (taps + align - 1) / align * align;
        if (_weights.Length < target * Taps) _weights = new float[target * Taps];
        if (_starts.Length < target) _starts = new int[target];
        Array.Clear(_weights);
        for (int i = 0; i < target; i++)
        {
            double center = start + ((i + 0.5) * step);
            // Sample j has its centre at j + 0.5; the first one whose distance is below the support.
            int low = Math.Clamp((int)Math.Floor(center - support - 0.5) + 1, first, Math.Max(first, end - taps));
            _starts[i] = low - first;
            Fill(_weights.AsSpan(i * Taps, taps), low, center, support);
        }
        _geometry = geometry;
    }

    private static void Fill(Span<float> weights, int low, double center, double support)
    {
        double sum = 0;
        for (int k = 0; k < weights.Length; k++) sum += Triangle(low + k + 0.5 - center, support);
        for (int k = 0; k < weights.Length; k++) weights[k] = (float)(Triangle(low + k + 0.5 - center, support) / sum);
    }

    private static double Triangle(double distance, double support) => Math.Max(0, 1 - (Math.Abs(distance) / support));
}
