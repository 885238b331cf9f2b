namespace SafeCity.Edge.Inference.Detection;

/// <summary>
/// The boxes of one picture before suppression: takes any number and keeps the best. Not thread-safe; allocates nothing after it is made.
/// </summary>
internal sealed class CandidateList
{
    /// <summary>Far above what a picture holds; when a weak threshold gives more, the best half goes on.</summary>
    internal const int CountMax = 2048;

    private readonly Detection[] _candidates = new Detection[CountMax];
    private readonly ClassGroups _classes;

    /// <summary>For the classes of a card, by their names.</summary>
    internal CandidateList(IReadOnlyList<string> labels) => _classes = ClassGroups.FromLabels(labels);

    /// <summary>How many there are.</summary>
    internal int Count { get; private set; }

    internal void Clear() => Count = 0;

    internal void Add(in Detection candidate)
    {
        if (Count == CountMax)
        {
            DetectionOrder.SortBestFirst(_candidates);
            Count = CountMax / 2;
        }
        _candidates[Count++] = candidate;
    }

    /// <summary>Drops what overlaps a better one and writes the rest, best first.</summary>
    /// <returns>How many were written; when there are more than the span holds, the best ones.</returns>
    internal int Suppress(DetectorLimits limits, Span<Detection> results)
    {
        int kept = NonMaximumSuppression.Keep(_candidates.AsSpan(0, Count), limits.OverlapMax, limits.ByGroup ? _classes : null);
        kept = Math.Min(kept, results.Length);
        _candidates.AsSpan(0, kept).CopyTo(results);
        return kept;
    }
}
