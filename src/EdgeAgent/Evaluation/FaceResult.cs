using SafeCity.Edge.Agent.Evaluation.Boxes;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>How well faces are found in a set of pictures.</summary>
internal sealed record FaceResult
{
    private static readonly double[] SizeLimits = [20, 35, 64];

    internal required int Pictures { get; init; }

    internal required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Average precision at an overlap of 0.5; null when no face is labelled.</summary>
    internal required double? Ap50 { get; init; }

    internal required double WorkingScore { get; init; }

    internal required DetectionCounts Counts { get; init; }

    /// <summary>Shorter sides of the labelled faces that were found, smallest first.</summary>
    internal required IReadOnlyList<double> FoundPixels { get; init; }

    /// <summary>The same of those that were not.</summary>
    internal required IReadOnlyList<double> MissedPixels { get; init; }

    internal required double? MillisecondsMedian { get; init; }

    /// <summary>Shorter side of the smallest face found.</summary>
    internal double? SmallestFoundPixels => FoundPixels.Count > 0 ? FoundPixels[0] : null;

    internal EvaluationTable Summary(string title, string finder) => new(
        title,
        ["finder", "pictures", "faces", "AP50", "precision", "recall", "at score", "smallest found px", "largest missed px", "ms"],
        [[
            finder, Figures.Whole(Pictures), Figures.Whole(FoundPixels.Count + MissedPixels.Count), Figures.Rate(Ap50),
                Figures.Rate(Counts.Precision),
            Figures.Rate(Counts.Recall), Figures.Rate(WorkingScore), Figures.Tenths(SmallestFoundPixels),
            Figures.Tenths(MissedPixels.Count > 0 ? MissedPixels[^1] : null), Figures.Tenths(MillisecondsMedian),
        ]]);

    internal EvaluationTable BySize() => new(
        "By the shorter side of the face", ["pixels", "labelled", "found", "recall"],
        [.. Enumerable.Range(0, SizeLimits.Length + 1)
            .Select(i => SizeRow(i == 0 ? 0 : SizeLimits[i - 1], i == SizeLimits.Length ? null : SizeLimits[i]))]);

    private string[] SizeRow(double from, double? to)
    {
        int found = FoundPixels.Count(p => p >= from && !(p >= to)), missed = MissedPixels.Count(p => p >= from && !(p >= to));
        return
        [
            to is { } limit ? $"{from:0} to {limit:0}" : $"{from:0} and more", Figures.Whole(found + missed), Figures.Whole(found),
            Figures.Rate(found + missed == 0 ? null : found / (double)(found + missed)),
        ];
    }
}
