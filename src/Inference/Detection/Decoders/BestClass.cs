namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>The class of the best score.</summary>
internal static class BestClass
{
    /// <summary>Index of the largest value; of equal ones the first.</summary>
    internal static int Of(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best]) best = i;
        return best;
    }
}
