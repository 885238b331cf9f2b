namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>A text that a lattice may say.</summary>
/// <param name="Text">The text.</param>
/// <param name="LogReading">Natural logarithm of its probability by the reader alone, over all alignments.</param>
/// <param name="LogGain">What the formats add: see <see cref="FormatPrior.LogGain"/>.</param>
internal readonly record struct PlateCandidate(PlateText Text, double LogReading, double LogGain)
{
    /// <summary>The sum, by which candidates are compared.</summary>
    internal double Score => LogReading + LogGain;

    /// <summary>Best first; equal ones by text, so that no result depends on the order of a search.</summary>
    internal static Comparison<PlateCandidate> BestFirst { get; } = static (a, b) =>
    {
        int order = b.Score.CompareTo(a.Score);
        return order == 0 ? PlateText.Compare(a.Text, b.Text) : order;
    };
}
