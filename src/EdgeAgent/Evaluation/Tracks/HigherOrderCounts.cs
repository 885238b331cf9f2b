namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>What HOTA is made of, for each of its nineteen overlaps. Counts of sequences can be added.</summary>
internal sealed class HigherOrderCounts
{
    /// <summary>0.05, 0.10 .. 0.95.</summary>
    internal static IReadOnlyList<double> Overlaps { get; } = [.. Enumerable.Range(1, 19).Select(i => i * 5 / 100.0)];

    internal double[] Hits { get; } = new double[Overlaps.Count];

    internal double[] Misses { get; } = new double[Overlaps.Count];

    internal double[] FalsePositives { get; } = new double[Overlaps.Count];

    /// <summary>Sum over the hits of the association accuracy of their pair.</summary>
    internal double[] AssociationSums { get; } = new double[Overlaps.Count];

    /// <summary>Sum over the hits of their overlap.</summary>
    internal double[] LocalizationSums { get; } = new double[Overlaps.Count];

    /// <summary>HOTA: mean over the overlaps of the geometric mean of both accuracies.</summary>
    internal double Hota => Enumerable.Range(0, Overlaps.Count).Average(a => Math.Sqrt(DetectionAt(a) * AssociationAt(a)));

    /// <summary>DetA.</summary>
    internal double Detection => Enumerable.Range(0, Overlaps.Count).Average(DetectionAt);

    /// <summary>AssA.</summary>
    internal double Association => Enumerable.Range(0, Overlaps.Count).Average(AssociationAt);

    /// <summary>LocA.</summary>
    internal double Localization => Enumerable.Range(0, Overlaps.Count).Average(a => Hits[a] > 0 ? LocalizationSums[a] / Hits[a] : 1);

    public static HigherOrderCounts operator +(HigherOrderCounts a, HigherOrderCounts b)
    {
        HigherOrderCounts sum = new();
        for (int i = 0; i < Overlaps.Count; i++)
        {
            sum.Hits[i] = a.Hits[i] + b.Hits[i];
            sum.Misses[i] = a.Misses[i] + b.Misses[i];
            sum.FalsePositives[i] = a.FalsePositives[i] + b.FalsePositives[i];
            sum.AssociationSums[i] = a.AssociationSums[i] + b.AssociationSums[i];
            sum.LocalizationSums[i] = a.LocalizationSums[i] + b.LocalizationSums[i];
        }
        return sum;
    }

    private double DetectionAt(int overlap) => Hits[overlap] / Math.Max(1, Hits[overlap] + Misses[overlap] + FalsePositives[overlap]);

    private double AssociationAt(int overlap) => AssociationSums[overlap] / Math.Max(1, Hits[overlap]);
}
