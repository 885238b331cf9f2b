namespace SafeCity.Edge.Agent.Evaluation.Boxes;

/// <summary>
/// Pairs found boxes of one class and one picture with labelled ones, as COCO does (Lin et al., "Microsoft COCO", 2014, and its
/// reference program): best score first, each takes the free label with the largest overlap; a judged label wins over an ignored
/// one; an ignored region may be taken any number of times.
/// </summary>
internal sealed class ClassMatching
{
    // The reference program lowers a threshold of 1 by this much, so that equal boxes match.
    private const double OverlapMax = 1 - 1e-10;

    private readonly BoxTruth[] _truth;
    private readonly BoxFound[] _found;
    private readonly double[,] _overlaps;

    /// <summary>Takes the boxes of one class.</summary>
    /// <param name="truth">Labels of the class.</param>
    /// <param name="found">Found boxes of the class, any order.</param>
    /// <param name="foundMax">Only so many, the best, are looked at; equal scores keep their order.</param>
    internal ClassMatching(IEnumerable<BoxTruth> truth, IEnumerable<BoxFound> found, int foundMax)
    {
        _truth = [.. truth];
        _found = [.. found.OrderByDescending(f => f.Score).Take(foundMax)];
        _overlaps = new double[_found.Length, _truth.Length];
        for (int f = 0; f < _found.Length; f++)
        {
            for (int t = 0; t < _truth.Length; t++)
            {
                _overlaps[f, t] = _truth[t].IsIgnored
                    ? PixelBox.PartInside(_found[f].Box, _truth[t].Box)
                    : PixelBox.IntersectionOverUnion(_found[f].Box, _truth[t].Box);
            }
        }
    }

    /// <summary>Found boxes, best first; <see cref="Match"/> answers in this order.</summary>
    internal IReadOnlyList<BoxFound> Found => _found;

    /// <summary>Labels in the order in which they were given.</summary>
    internal IReadOnlyList<BoxTruth> Truth => _truth;

    /// <summary>Labels that count in a size range.</summary>
    internal int JudgedTruths(AreaRange range) => _truth.Count(t => !IsIgnored(t, range));

    /// <summary>Pairs at an overlap.</summary>
    /// <param name="overlapMin">Intersection over union from which a pair matches.</param>
    /// <param name="range">Other sizes are ignored.</param>
    /// <param name="verdicts">One for each found box.</param>
    /// <returns>For each label, the index of its found box, or -1.</returns>
    internal int[] Match(double overlapMin, AreaRange range, Span<Verdict> verdicts)
    {
        int[] takenBy = new int[_truth.Length];
        Array.Fill(takenBy, -1);
        for (int f = 0; f < _found.Length; f++)
        {
            // Judged labels first; an ignored one is only looked at when none of them fits.
            int best = Best(f, overlapMin, range, ignored: false, takenBy);
            if (best < 0) best = Best(f, overlapMin, range, ignored: true, takenBy);
            bool judged = best < 0 ? range.Contains(_found[f].Box.Area) : !IsIgnored(_truth[best], range);
            verdicts[f] = !judged ? Verdict.Ignored : best < 0 ? Verdict.False : Verdict.True;
            if (best >= 0) takenBy[best] = f;
        }
        return takenBy;
    }

    private int Best(int found, double overlapMin, AreaRange range, bool ignored, int[] takenBy)
    {
        int best = -1;
        double most = Math.Min(overlapMin, OverlapMax);
        for (int t = 0; t < _truth.Length; t++)
        {
            bool free = takenBy[t] < 0 || _truth[t].IsIgnored;
            // Of equal overlaps the later label wins, as in the reference program.
            if (!free || IsIgnored(_truth[t], range) != ignored || _overlaps[found, t] < most) continue;
            most = _overlaps[found, t];
            best = t;
        }
        return best;
    }

    private static bool IsIgnored(in BoxTruth truth, AreaRange range) => truth.IsIgnored || !range.Contains(truth.Area);
}
