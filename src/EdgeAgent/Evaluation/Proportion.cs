namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>How far a rate that was measured on some cases can be off.</summary>
internal static class Proportion
{
    // Of the normal distribution, for 95 %.
    private const double Deviations = 1.959964;

    /// <summary>The 95 % interval of a rate by Wilson's score (Wilson, 1927); 0 to 1 for no cases.</summary>
    /// <param name="hits">Cases that were right.</param>
    /// <param name="cases">All cases.</param>
    internal static (double Low, double High) Interval(int hits, int cases)
    {
        if (cases == 0) return (0, 1);
        double rate = hits / (double)cases, square = Deviations * Deviations / cases;
        double middle = (rate + (square / 2)) / (1 + square);
        double half = Deviations * Math.Sqrt((rate * (1 - rate) / cases) + (square / (4 * cases))) / (1 + square);
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
