using SafeCity.Edge.Agent.Evaluation.Texts;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>How well plates are found and read in a set of pictures.</summary>
internal sealed record PlateResult
{
    private const int ConfusionsShown = 12;

    internal required int Pictures { get; init; }

    internal required IReadOnlyList<string> Missing { get; init; }

    internal required PlateScore Score { get; init; }

    /// <summary>Found plates that belong to no label.</summary>
    internal required int Surplus { get; init; }

    internal required double? MillisecondsMedian { get; init; }

    internal required double? MillisecondsMax { get; init; }

    internal EvaluationTable Summary(string title, string set) => new(
        title,
        ["set", "pictures", "plates", "detected", "exact", "folded", "character error", "unlabelled finds", "ms", "ms max"],
        [[
            set, Figures.Whole(Pictures), Figures.Whole(Score.Plates), Figures.Rate(Score.Detected), Figures.Rate(Score.Exact),
                Figures.Rate(Score.Folded),
            Figures.Rate(Score.CharacterErrors), Figures.Whole(Surplus), Figures.Tenths(MillisecondsMedian),
                Figures.Tenths(MillisecondsMax),
        ]]);

    internal EvaluationTable Confusions() => new(
        "Most frequent confusions", ["labelled", "read as", "times"],
        [.. Score.Confusions.Take(ConfusionsShown).Select(c => new[] { c.Truth.ToString(), c.Read.ToString(), Figures.Whole(c.Times) })]);
}
