namespace SafeCity.Edge.Agent.Evaluation.Boxes;

/// <summary>How well objects are found in a set of pictures: means over the classes that are labelled in it; 0..1, null where nothing
/// is.</summary>
/// <param name="Ap">COCO's AP: mean over the overlaps 0.5, 0.55 .. 0.95.</param>
/// <param name="Ap50">At an overlap of 0.5.</param>
/// <param name="Ap75">At an overlap of 0.75.</param>
/// <param name="ApSmall">AP of objects up to 32x32 pixels of area.</param>
/// <param name="ApMedium">AP of objects from there to 96x96.</param>
/// <param name="ApLarge">AP of larger ones.</param>
/// <param name="Classes">Class by class, by class id.</param>
internal sealed record BoxScore(
    double? Ap, double? Ap50, double? Ap75, double? ApSmall, double? ApMedium, double? ApLarge, IReadOnlyList<ClassScore> Classes)
{
    /// <summary>Mean of the classes' recalls (COCO's AR at 100 found boxes).</summary>
    internal double? Recall => Classes.Count == 0 ? null : Classes.Average(c => c.Recall);
}
