namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>
/// CLEAR MOT (Bernardin and Stiefelhagen, "Evaluating multiple object tracking performance: the CLEAR MOT metrics", 2008) at an
/// overlap of 0.5. Counts of sequences can be added.
/// </summary>
internal sealed record ClearCounts
{
    internal int Hits { get; init; }

    internal int FalsePositives { get; init; }

    internal int Misses { get; init; }

    /// <summary>How often a labelled object got another number than the last one it had.</summary>
    internal int Switches { get; init; }

    /// <summary>Labelled objects that were followed for more than 80 % of their frames.</summary>
    internal int MostlyTracked { get; init; }

    /// <summary>Labelled objects that were followed for less than 20 % of their frames.</summary>
    internal int MostlyLost { get; init; }

    /// <summary>Sum of the overlaps of the hits.</summary>
    internal double OverlapSum { get; init; }

    /// <summary>MOTA: 1 less the share of misses, false ones and switches in all labels; may be negative.</summary>
    internal double Accuracy => (Hits - FalsePositives - Switches) / (double)Math.Max(1, Hits + Misses);

    /// <summary>MOTP: mean overlap of the hits.</summary>
    internal double Precision => OverlapSum / Math.Max(1, Hits);

    public static ClearCounts operator +(ClearCounts a, ClearCounts b) => new()
    {
        Hits = a.Hits + b.Hits,
        FalsePositives = a.FalsePositives + b.FalsePositives,
        Misses = a.Misses + b.Misses,
        Switches = a.Switches + b.Switches,
        MostlyTracked = a.MostlyTracked + b.MostlyTracked,
        MostlyLost = a.MostlyLost + b.MostlyLost,
        OverlapSum = a.OverlapSum + b.OverlapSum,
    };
}
