namespace SafeCity.Edge.Inference.Regions;

/// <summary>
/// By how much the grey levels between the 4th and the 96th percentile must be spread to fill 0..255, so that one threshold suits day,
/// fog and night. Both percentiles are averaged over time: a single odd frame does not change the stretch. Differences are stretched,
/// not pictures: a background that was learned under another stretch stays comparable.
/// </summary>
internal sealed class ContrastStretch
{
    private const double LowShare = 0.04;
    private const double HighShare = 0.96;

    // A picture of next to one grey is noise: it is not spread further than this.
    private const double GainMax = 4;

    private readonly int[] _histogram = new int[256];
    private double _low, _high;
    private TimeSpan _seen;
    private bool _started;

    /// <summary>Stretched levels a level, 1 up to 4.</summary>
    internal float Gain => (float)Math.Min(GainMax, 255 / Math.Max(1, _high - _low));

    /// <summary>Forgets the levels seen.</summary>
    internal void Reset() => _started = false;

    /// <summary>Takes the next picture.</summary>
    /// <param name="pixels">Grey levels.</param>
    /// <param name="elapsed">Since the frame before.</param>
    /// <param name="window">Time over which the percentiles are averaged.</param>
    internal void Observe(ReadOnlySpan<byte> pixels, TimeSpan elapsed, TimeSpan window)
    {
        Array.Clear(_histogram);
        foreach (byte pixel in pixels) _histogram[pixel]++;
        int low = Level(LowShare * pixels.Length), high = Level(HighShare * pixels.Length);
        // A plain mean until the window is full, a running one afterwards.
        if (!_started) (_low, _high, _seen) = (low, high, TimeSpan.Zero);
        _seen += elapsed;
        double weight = _seen > TimeSpan.Zero ? Math.Min(1, elapsed / (_seen < window ? _seen : window)) : 0;
        _low += weight * (low - _low);
        _high += weight * (high - _high);
        _started = true;
    }

    // The lowest level at or below which at least so many pixels are.
    private int Level(double count)
    {
        int sum = 0;
        for (int i = 0; i < _histogram.Length; i++)
        {
            sum += _histogram[i];
            if (sum >= count && sum > 0) return i;
        }
        return _histogram.Length - 1;
    }
}
