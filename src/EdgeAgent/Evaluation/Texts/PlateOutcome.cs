namespace SafeCity.Edge.Agent.Evaluation.Texts;

/// <summary>What became of one labelled plate.</summary>
/// <param name="Truth">The text as labelled.</param>
/// <param name="Read">The text as read; empty when nothing was read there.</param>
/// <param name="Overlap">Best intersection over union of a found box with the label; 1 for a picture of the plate alone.</param>
internal sealed record PlateOutcome(string Truth, string Read, double Overlap)
{
    private const double DetectionOverlap = 0.5;

    internal bool IsDetected => Overlap >= DetectionOverlap;

    internal bool IsExact => Read == Truth;

    internal bool IsFolded => PlateText.Folded(Read) == PlateText.Folded(Truth);

    /// <summary>
    /// Pairs the labels of one picture with what was found. The reading that counts is that of the box with the largest overlap, however
    /// small: a tight box round the letters is no reason to lose the reading. Each found box belongs to one label.
    /// </summary>
    /// <returns>One outcome for each label, and how many found boxes belong to none.</returns>
    internal static (IReadOnlyList<PlateOutcome> Outcomes, int Surplus) Pair(
        IReadOnlyList<(PixelBox Box, string Text)> labels, IReadOnlyList<PlateFound> found)
    {
        var pairs = from l in Enumerable.Range(0, labels.Count)
                    from f in Enumerable.Range(0, found.Count)
                    let overlap = PixelBox.IntersectionOverUnion(labels[l].Box, found[f].Box)
                    where overlap > 0
                    orderby overlap descending, found[f].Score descending, l, f
                    select (Label: l, Found: f, Overlap: overlap);
        PlateOutcome?[] outcomes = new PlateOutcome?[labels.Count];
        HashSet<int> taken = [];
        foreach ((int label, int index, double overlap) in pairs)
        {
            if (outcomes[label] is not null || !taken.Add(index)) continue;
            outcomes[label] = new PlateOutcome(labels[label].Text, PlateText.Plain(found[index].Text), overlap);
        }
        return ([.. outcomes.Select((o, l) => o ?? new PlateOutcome(labels[l].Text, "", 0))], found.Count - taken.Count);
    }
}
