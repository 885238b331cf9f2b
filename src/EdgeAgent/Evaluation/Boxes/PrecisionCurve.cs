namespace SafeCity.Edge.Agent.Evaluation.Boxes;

/// <summary>Precision over recall of one class at one overlap.</summary>
internal static class PrecisionCurve
{
    private const int RecallSteps = 100;
    private const double RecallStep = 0.01;

    /// <summary>
    /// Mean of the precision at recalls 0, 0.01 .. 1, where the precision at a recall is the best one at that recall or a higher one
    /// (COCO's 101 points).
    /// </summary>
    /// <param name="judged">Score of each found box and whether it is right, ignored ones left out, in the order of the pictures.</param>
    /// <param name="truths">Labels that count; above 0.</param>
    /// <returns>The average precision, and the recall when all found boxes are taken; both 0..1.</returns>
    internal static (double AveragePrecision, double Recall) Of(IEnumerable<(double Score, bool Right)> judged, int truths)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(truths);
        bool[] right = [.. judged.OrderByDescending(j => j.Score).Select(j => j.Right)];
        double[] precision = new double[right.Length], recall = new double[right.Length];
        for (int i = 0, hits = 0; i < right.Length; i++)
        {
            if (right[i]) hits++;
            precision[i] = hits / (i + 1.0);
            recall[i] = (double)hits / truths;
        }
        for (int i = right.Length - 2; i >= 0; i--) precision[i] = Math.Max(precision[i], precision[i + 1]);
        double sum = 0;
        for (int step = 0, i = 0; step <= RecallSteps; step++)
        {
            // Multiplied, as the reference program does: a recall of exactly 0.07 does not reach 7 x 0.01 in binary.
            double least = step == RecallSteps ? 1 : step * RecallStep;
            while (i < recall.Length && recall[i] < least) i++;
            if (i == recall.Length) break;
            sum += precision[i];
        }
        return (sum / (RecallSteps + 1), recall.Length == 0 ? 0 : recall[^1]);
    }
}
