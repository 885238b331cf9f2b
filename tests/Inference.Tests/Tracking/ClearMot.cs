using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Tracking;

/// <summary>
/// CLEAR MOT counts (Bernardin and Stiefelhagen 2008) at an overlap of 0.5: a pair of the frame before is kept while it still
/// overlaps; the rest is assigned with the least cost; a truth that gets another number than its last one is a switch.
/// </summary>
internal sealed class ClearMot
{
    private const float OverlapMin = 0.5f;

    private readonly Dictionary<int, int> _lastNumber = [];
    private readonly DenseAssignment _assignment = new();
    private Dictionary<int, int> _pairs = [];

    internal int Truths { get; private set; }

    internal int Misses { get; private set; }

    internal int FalsePositives { get; private set; }

    internal int Switches { get; private set; }

    internal double Accuracy => 1 - ((double)(Misses + FalsePositives + Switches) / Truths);

    /// <summary>Counts one frame.</summary>
    internal void Add(IReadOnlyList<(int Number, BoundingBox Box)> truths, IReadOnlyList<(int Number, BoundingBox Box)> tracks)
    {
        Dictionary<int, int> pairs = [];
        HashSet<int> taken = [];
        foreach ((int number, BoundingBox box) in truths)
        {
            if (!_pairs.TryGetValue(number, out int track)) continue;
            int index = tracks.ToList().FindIndex(t => t.Number == track);
            if (index >= 0 && BoundingBox.IntersectionOverUnion(box, tracks[index].Box) >= OverlapMin && taken.Add(track)) pairs[number] = track;
        }
        AssignRest([.. truths.Where(t => !pairs.ContainsKey(t.Number))], [.. tracks.Where(t => !taken.Contains(t.Number))], pairs);
        foreach ((int truth, int track) in pairs)
        {
            if (_lastNumber.TryGetValue(truth, out int last) && last != track) Switches++;
            _lastNumber[truth] = track;
        }
        Truths += truths.Count;
        Misses += truths.Count - pairs.Count;
        FalsePositives += tracks.Count - pairs.Count;
        _pairs = pairs;
    }

    private void AssignRest(List<(int Number, BoundingBox Box)> truths, List<(int Number, BoundingBox Box)> tracks, Dictionary<int, int> pairs)
    {
        if (truths.Count == 0 || tracks.Count == 0) return;
        _assignment.Begin(truths.Count, tracks.Count, 1 - OverlapMin);
        for (int t = 0; t < truths.Count; t++)
        {
            for (int k = 0; k < tracks.Count; k++)
                _assignment.SetCost(t, k, MathF.Min(1 - OverlapMin, 1 - BoundingBox.IntersectionOverUnion(truths[t].Box, tracks[k].Box)));
        }
        ReadOnlySpan<int> columns = _assignment.Solve();
        for (int t = 0; t < truths.Count; t++)
        {
            if (columns[t] < tracks.Count && BoundingBox.IntersectionOverUnion(truths[t].Box, tracks[columns[t]].Box) >= OverlapMin)
                pairs[truths[t].Number] = tracks[columns[t]].Number;
        }
    }
}
