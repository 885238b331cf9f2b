namespace SafeCity.Edge.Agent.Evaluation.Boxes;

/// <summary>
/// Average precision as COCO defines it: ten overlaps, 101 recall points, at most 100 found boxes a class and picture, crowds
/// ignored, size ranges by area.
/// </summary>
internal static class AveragePrecision
{
    /// <summary>Found boxes of a class and picture that are looked at.</summary>
    internal const int FoundMax = 100;

    // Made by division: adding 0.05 ten times would drift from the thresholds that people write.
    private static readonly double[] Overlaps = [.. Enumerable.Range(0, 10).Select(i => (50 + (5 * i)) / 100.0)];

    /// <summary>Scores pictures. The order of pictures matters only between found boxes of equal score.</summary>
    internal static BoxScore Of(IReadOnlyList<ScoredPicture> pictures)
    {
        List<ClassScore> classes = [];
        List<double> small = [], medium = [], large = [];
        foreach ((int classId, List<ClassMatching> matchings) in ByClass(pictures).OrderBy(c => c.Key))
        {
            if (Curves(matchings, AreaRange.All) is not { } all) continue;
            classes.Add(new ClassScore(
                classId, matchings.Sum(m => m.JudgedTruths(AreaRange.All)),
                all.Average(c => c.AveragePrecision), all[0].AveragePrecision, all[5].AveragePrecision, all.Average(c => c.Recall)));
            AddMean(small, Curves(matchings, AreaRange.Small));
            AddMean(medium, Curves(matchings, AreaRange.Medium));
            AddMean(large, Curves(matchings, AreaRange.Large));
        }
        return new BoxScore(
            Mean([.. classes.Select(c => c.Ap)]), Mean([.. classes.Select(c => c.Ap50)]), Mean([.. classes.Select(c => c.Ap75)]),
            Mean(small), Mean(medium), Mean(large), classes);
    }

    private static Dictionary<int, List<ClassMatching>> ByClass(IReadOnlyList<ScoredPicture> pictures)
    {
        Dictionary<int, List<ClassMatching>> byClass = [];
        foreach (ScoredPicture picture in pictures)
        {
            ILookup<int, BoxTruth> truth = picture.Truth.ToLookup(t => t.ClassId);
            ILookup<int, BoxFound> found = picture.Found.ToLookup(f => f.ClassId);
            foreach (int classId in truth.Select(t => t.Key).Union(found.Select(f => f.Key)))
            {
                if (!byClass.TryGetValue(classId, out List<ClassMatching>? matchings)) byClass[classId] = matchings = [];
                matchings.Add(new ClassMatching(truth[classId], found[classId], FoundMax));
            }
        }
        return byClass;
    }

    /// <summary>One result for each overlap; null when no label counts in the range.</summary>
    private static (double AveragePrecision, double Recall)[]? Curves(List<ClassMatching> matchings, AreaRange range)
    {
        int truths = matchings.Sum(m => m.JudgedTruths(range));
        return truths == 0 ? null : [.. Overlaps.Select(overlap => PrecisionCurve.Of(Judged(matchings, overlap, range), truths))];
    }

    private static List<(double Score, bool Right)> Judged(List<ClassMatching> matchings, double overlap, AreaRange range)
    {
        List<(double Score, bool Right)> judged = [];
        foreach (ClassMatching matching in matchings)
        {
            Verdict[] verdicts = new Verdict[matching.Found.Count];
            matching.Match(overlap, range, verdicts);
            for (int f = 0; f < verdicts.Length; f++)
                if (verdicts[f] != Verdict.Ignored) judged.Add((matching.Found[f].Score, verdicts[f] == Verdict.True));
        }
        return judged;
    }

    private static void AddMean(List<double> means, (double AveragePrecision, double Recall)[]? curves)
    {
        if (curves is not null) means.Add(curves.Average(c => c.AveragePrecision));
    }

    private static double? Mean(List<double> values) => values.Count == 0 ? null : values.Average();
}
