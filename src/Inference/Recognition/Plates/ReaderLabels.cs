using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>Which column of a lattice each class of a reader is.</summary>
internal static class ReaderLabels
{
    /// <summary>
    /// Columns by class. The card's labels are the classes, or the lines of its labels file after the blank in front; a model with one
    /// class more than these ends with a space (as PaddleOCR's do).
    /// </summary>
    /// <param name="store">Where the labels file lies.</param>
    /// <param name="card">The reader's card.</param>
    /// <param name="classes">How many classes the model has.</param>
    /// <exception cref="ModelException">The labels are not as many as the classes, or none of them is on plates.</exception>
    internal static int[] Columns(ModelStore store, ModelCard card, int classes)
    {
        List<string> labels = card.LabelsFile is null ? [.. card.Labels] : ["", .. store.ReadLabels(card)];
        if (labels.Count == classes - 1 && card.LabelsFile is not null) labels.Add(" ");
        if (labels.Count != classes)
            throw new ModelException(ModelErrorKind.CardMismatch, $"the card {card.Name} has {labels.Count} labels, and {card.File} gives {classes} classes: mend the card");
        int[] columns = [.. labels.Select(PlateAlphabet.FoldedColumn)];
        if (columns.Distinct().Count() <= 10)
            throw new ModelException(ModelErrorKind.CardMismatch, $"the labels of the card {card.Name} are not the characters of plates: mend the card");
        return columns;
    }
}
