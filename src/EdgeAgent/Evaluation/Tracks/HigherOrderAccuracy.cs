namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>
/// HOTA (Luiten et al., "HOTA: a higher order metric for evaluating multi-object tracking", 2020). In each frame, pairs are assigned
/// once, by overlap times how well the two fit over the whole sequence; each threshold then keeps the pairs that overlap enough.
/// </summary>
internal static class HigherOrderAccuracy
{
    // Overlaps that are equal to a threshold but for rounding count, as in the reference program.
    private const double Tolerance = 2.220446049250313e-16;

    internal static HigherOrderCounts Of(SequenceOverlaps sequence)
    {
        int[] truthFrames = sequence.TruthFrames(), foundFrames = sequence.FoundFrames();
        double[,] alignment = Alignment(sequence, truthFrames, foundFrames);
        HigherOrderCounts counts = new();
        var pairHits = new Dictionary<(int Truth, int Found), int>[HigherOrderCounts.Overlaps.Count];
        for (int a = 0; a < pairHits.Length; a++) pairHits[a] = [];
        foreach (FrameOverlaps frame in sequence.Frames)
        {
            int[] pairs = BestAssignment.Solve(Scores(frame, alignment));
            for (int a = 0; a < pairHits.Length; a++) Add(frame, pairs, a, counts, pairHits[a]);
        }
        for (int a = 0; a < pairHits.Length; a++)
        {
            foreach (((int truth, int found), int hits) in pairHits[a])
                counts.AssociationSums[a] += hits * (double)hits / (truthFrames[truth] + foundFrames[found] - hits);
        }
        return counts;
    }

    /// <summary>For every object and track, a soft Jaccard index over the sequence: how much of each other they are.</summary>
    private static double[,] Alignment(SequenceOverlaps sequence, int[] truthFrames, int[] foundFrames)
    {
        double[,] common = new double[truthFrames.Length, foundFrames.Length];
        foreach (FrameOverlaps frame in sequence.Frames) AddShares(frame, common);
        for (int t = 0; t < truthFrames.Length; t++)
        {
            for (int f = 0; f < foundFrames.Length; f++) common[t, f] /= truthFrames[t] + foundFrames[f] - common[t, f];
        }
        return common;
    }

    // An overlap counts less where either side also overlaps others.
    private static void AddShares(FrameOverlaps frame, double[,] common)
    {
        double[] ofTruth = new double[frame.Truth.Length], ofFound = new double[frame.Found.Length];
        for (int t = 0; t < ofTruth.Length; t++)
        {
            for (int f = 0; f < ofFound.Length; f++)
            {
                ofTruth[t] += frame.Overlaps[t, f];
                ofFound[f] += frame.Overlaps[t, f];
            }
        }
        for (int t = 0; t < ofTruth.Length; t++)
        {
            for (int f = 0; f < ofFound.Length; f++)
            {
                double all = ofTruth[t] + ofFound[f] - frame.Overlaps[t, f];
                if (all > Tolerance) common[frame.Truth[t], frame.Found[f]] += frame.Overlaps[t, f] / all;
            }
        }
    }

    private static double[,] Scores(FrameOverlaps frame, double[,] alignment)
    {
        double[,] scores = new double[frame.Truth.Length, frame.Found.Length];
        for (int t = 0; t < frame.Truth.Length; t++)
        {
            for (int f = 0; f < frame.Found.Length; f++)
                scores[t, f] = alignment[frame.Truth[t], frame.Found[f]] * frame.Overlaps[t, f];
        }
        return scores;
    }

    private static void Add(
        FrameOverlaps frame, int[] pairs, int overlap, HigherOrderCounts counts, Dictionary<(int Truth, int Found), int> pairHits)
    {
        int hits = 0;
        for (int t = 0; t < pairs.Length; t++)
        {
            if (pairs[t] < 0 || frame.Overlaps[t, pairs[t]] < HigherOrderCounts.Overlaps[overlap] - Tolerance) continue;
            hits++;
            counts.LocalizationSums[overlap] += frame.Overlaps[t, pairs[t]];
            (int Truth, int Found) pair = (frame.Truth[t], frame.Found[pairs[t]]);
            pairHits[pair] = pairHits.GetValueOrDefault(pair) + 1;
        }
        counts.Hits[overlap] += hits;
        counts.Misses[overlap] += frame.Truth.Length - hits;
        counts.FalsePositives[overlap] += frame.Found.Length - hits;
    }
}
