namespace SafeCity.Edge.Agent.Evaluation.Boxes;

/// <summary>Right, false and missed ones at a working point.</summary>
internal readonly record struct DetectionCounts(int Hits, int FalseFinds, int Misses)
{
    /// <summary>Part of the found ones that is right; null when nothing was found.</summary>
    internal double? Precision => Hits + FalseFinds == 0 ? null : Hits / (double)(Hits + FalseFinds);

    /// <summary>Part of the labelled ones that was found; null when nothing is labelled.</summary>
    internal double? Recall => Hits + Misses == 0 ? null : Hits / (double)(Hits + Misses);

    public static DetectionCounts operator +(DetectionCounts a, DetectionCounts b) =>
        new(a.Hits + b.Hits, a.FalseFinds + b.FalseFinds, a.Misses + b.Misses);

    /// <summary>Counts of one class in pictures; of all classes for null.</summary>
    internal static DetectionCounts Of(IEnumerable<PictureJudgement> pictures, int? classId = null) => pictures.Aggregate(
        default(DetectionCounts),
        (sum, p) => sum + new DetectionCounts(
            p.Hits.Count(h => classId is null || h.Truth.ClassId == classId),
            p.FalseFinds.Count(f => classId is null || f.ClassId == classId),
            p.Misses.Count(m => classId is null || m.ClassId == classId)));
}
