using System.Runtime.CompilerServices;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>The newest scores of a track: a sighting's score, or 0 for a look that did not find it.</summary>
internal struct ScoreHistory
{
    /// <summary>How many scores are kept.</summary>
    internal const int Length = 10;

    private Scores _scores;
    private int _next;

    /// <summary>How many there are, at most <see cref="Length"/>.</summary>
    internal int Count { get; private set; }

    internal void Add(float score)
    {
        _scores[_next] = score;
        _next = (_next + 1) % Length;
        Count = Math.Min(Count + 1, Length);
    }

    /// <summary>The median; of an even number the mean of the middle two; 0 if there is none.</summary>
    internal readonly float Median()
    {
        if (Count == 0) return 0;
        Span<float> sorted = stackalloc float[Length];
        sorted = sorted[..Count];
        for (int i = 0; i < Count; i++) sorted[i] = _scores[i];
        sorted.Sort();
        return (sorted[(Count - 1) / 2] + sorted[Count / 2]) / 2;
    }

    [InlineArray(Length)]
    private struct Scores
    {
        private float _first;
    }
}
