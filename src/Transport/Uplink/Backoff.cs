namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// Waits that double from the shortest to the longest, with jitter, so that boxes which lost the same broker do not come back
/// together. The n-th lies between min·2ⁿ and twice that. Not thread-safe.
/// </summary>
internal sealed class Backoff(TimeSpan min, TimeSpan max, Random random)
{
    private int _failures;

    /// <summary>The next wait.</summary>
    public TimeSpan Next()
    {
        double upper = Math.Min(min.TotalSeconds * Math.Pow(2, _failures + 1), max.TotalSeconds);
        double lower = Math.Min(Math.Max(min.TotalSeconds, upper / 2), upper);
        // 2^30 times the shortest is more than any longest: no overflow.
        _failures = Math.Min(_failures + 1, 30);
        return TimeSpan.FromSeconds(lower + ((upper - lower) * random.NextDouble()));
    }

    /// <summary>Begins again at the shortest.</summary>
    public void Reset() => _failures = 0;
}
