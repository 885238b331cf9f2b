namespace SafeCity.Edge.Agent.Evaluation.Boxes;

/// <summary>
/// One picture at a working score and an overlap of 0.5: what a person would see on the screen. Boxes of ignored regions are in none
/// of the lists.
/// </summary>
/// <param name="Hits">Found boxes that are labelled objects, each with the label.</param>
/// <param name="Misses">Labelled objects that were not found.</param>
/// <param name="FalseFinds">Found boxes that are no labelled object.</param>
internal sealed record PictureJudgement(
    IReadOnlyList<(BoxFound Found, BoxTruth Truth)> Hits, IReadOnlyList<BoxTruth> Misses, IReadOnlyList<BoxFound> FalseFinds)
{
    /// <summary>The usual overlap from which a box counts as found.</summary>
    internal const double Overlap = 0.5;

    /// <summary>True if anything is wrong.</summary>
    internal bool HasFailures => Misses.Count + FalseFinds.Count > 0;

    /// <summary>Judges the found boxes that reach a score.</summary>
    internal static PictureJudgement Of(ScoredPicture picture, Func<int, double> scoreMin)
    {
        List<(BoxFound, BoxTruth)> hits = [];
        List<BoxTruth> misses = [];
        List<BoxFound> falseFinds = [];
        ILookup<int, BoxTruth> truth = picture.Truth.ToLookup(t => t.ClassId);
        ILookup<int, BoxFound> found = picture.Found.Where(f => f.Score >= scoreMin(f.ClassId)).ToLookup(f => f.ClassId);
        foreach (int classId in truth.Select(t => t.Key).Union(found.Select(f => f.Key)).Order())
        {
            ClassMatching matching = new(truth[classId], found[classId], AveragePrecision.FoundMax);
            Verdict[] verdicts = new Verdict[matching.Found.Count];
            int[] takenBy = matching.Match(Overlap, AreaRange.All, verdicts);
            for (int t = 0; t < takenBy.Length; t++)
            {
                if (matching.Truth[t].IsIgnored) continue;
                if (takenBy[t] < 0) misses.Add(matching.Truth[t]);
                else hits.Add((matching.Found[takenBy[t]], matching.Truth[t]));
            }
            for (int f = 0; f < verdicts.Length; f++)
                if (verdicts[f] == Verdict.False) falseFinds.Add(matching.Found[f]);
        }
        return new PictureJudgement(hits, misses, falseFinds);
    }
}
