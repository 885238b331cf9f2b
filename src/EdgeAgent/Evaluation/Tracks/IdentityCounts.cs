namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>
/// Identity measures (Ristani et al., "Performance measures and a data set for multi-target, multi-camera tracking", 2016) at an overlap
/// of 0.5: every labelled object is given at most one track for the whole sequence. Counts of sequences can be added.
/// </summary>
/// <param name="Hits">Frames in which an object has the track that it was given.</param>
/// <param name="Truths">All labels.</param>
/// <param name="Found">All boxes of tracks.</param>
internal readonly record struct IdentityCounts(int Hits, int Truths, int Found)
{
    /// <summary>IDF1: the ratio of right boxes to the mean number of labels and boxes of tracks.</summary>
    internal double F1 => 2.0 * Hits / Math.Max(1, Truths + Found);

    internal double Precision => Hits / (double)Math.Max(1, Found);

    internal double Recall => Hits / (double)Math.Max(1, Truths);

    public static IdentityCounts operator +(IdentityCounts a, IdentityCounts b) =>
        new(a.Hits + b.Hits, a.Truths + b.Truths, a.Found + b.Found);

    internal static IdentityCounts Of(SequenceOverlaps sequence)
    {
        double[,] common = new double[sequence.TruthIds.Count, sequence.FoundIds.Count];
        foreach (FrameOverlaps frame in sequence.Frames)
        {
            for (int t = 0; t < frame.Truth.Length; t++)
            {
                for (int f = 0; f < frame.Found.Length; f++)
                    if (frame.Overlaps[t, f] >= ClearMot.OverlapMin) common[frame.Truth[t], frame.Found[f]]++;
            }
        }
        int[] given = BestAssignment.Solve(common);
        int hits = 0;
        for (int t = 0; t < given.Length; t++)
            if (given[t] >= 0) hits += (int)common[t, given[t]];
        return new IdentityCounts(hits, sequence.Frames.Sum(f => f.Truth.Length), sequence.Frames.Sum(f => f.Found.Length));
    }
}
