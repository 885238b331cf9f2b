using SafeCity.Edge.Agent.Evaluation.Boxes;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>How well a detector does on a set of pictures.</summary>
internal sealed record DetectionResult
{
    internal required string Model { get; init; }

    /// <summary>Pictures that were looked at.</summary>
    internal required int Pictures { get; init; }

    /// <summary>Names of those that were not there or could not be decoded.</summary>
    internal required IReadOnlyList<string> Missing { get; init; }

    internal required BoxScore Score { get; init; }

    /// <summary>Score of <see cref="Counts"/>.</summary>
    internal required double WorkingScore { get; init; }

    /// <summary>Right, false and missed ones of all classes at an overlap of 0.5.</summary>
    internal required DetectionCounts Counts { get; init; }

    internal required IReadOnlyList<DetectedClass> Classes { get; init; }

    /// <summary>Per picture: bringing it into the model's input, the model, decoding. Not the decoding of the file.</summary>
    internal required double? MillisecondsMedian { get; init; }

    internal EvaluationTable Summary(string title) => new(
        title,
        ["model", "pictures", "AP", "AP50", "AP75", "AP small", "AP medium", "AP large", "AR", "person AP50", "precision", "recall",
            "at score", "ms"],
        [[
            Model, Figures.Whole(Pictures), Figures.Rate(Score.Ap), Figures.Rate(Score.Ap50), Figures.Rate(Score.Ap75),
                Figures.Rate(Score.ApSmall),
            Figures.Rate(Score.ApMedium), Figures.Rate(Score.ApLarge), Figures.Rate(Score.Recall),
            Figures.Rate(Classes.FirstOrDefault(c => c.Label == "person")?.Score.Ap50), Figures.Rate(Counts.Precision),
                Figures.Rate(Counts.Recall),
            Figures.Rate(WorkingScore), Figures.Tenths(MillisecondsMedian),
        ]]);

    internal EvaluationTable ByClass() => new(
        "By class", ["class", "labelled", "AP", "AP50", "AP75", "precision", "recall"],
        [.. Classes.Select(c => new[]
        {
            c.Label, Figures.Whole(c.Score.Truths), Figures.Rate(c.Score.Ap), Figures.Rate(c.Score.Ap50), Figures.Rate(c.Score.Ap75),
            Figures.Rate(c.Counts.Precision), Figures.Rate(c.Counts.Recall),
        })]);
}
