using SafeCity.Edge.Agent.Evaluation.Texts;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>What one way to read plates did on all pictures.</summary>
/// <param name="name">Of the way.</param>
internal sealed class PlateWayTally(string name)
{
    private const int ConfusionsShown = 8;

    // Of a reading above it at least 99 in 100 are meant to be right.
    private const double SureConfidence = 0.9;

    private static readonly double[] WidthsFrom = [0, 60, 80, 100, 130, 180];

    private readonly List<PlateWayOutcome> _outcomes = [];
    private readonly List<double> _milliseconds = [];
    private readonly List<PlateTimings> _work = [];
    private int _surplus;

    internal static IReadOnlyList<string> SummaryColumns { get; } =
    [
        "way", "plates", "detected", "exact", "folded", "95 %", "character error", "unlabelled", "ms", "ms mean", "plate searches", "text searches",
        "readings", "text readings", "nominal ms",
    ];

    internal static IReadOnlyList<string> WidthColumns { get; } =
        ["way", .. WidthsFrom.Select((from, i) => i + 1 < WidthsFrom.Length ? $"{from}-{WidthsFrom[i + 1]} px" : $"from {from} px")];

    internal static IReadOnlyList<string> SureColumns { get; } = ["way", "readings", "sure", "right of the sure", "right of the others"];

    internal static IReadOnlyList<string> ConfusionColumns { get; } = ["way", "labelled as read, times"];

    internal static IReadOnlyList<string> MissColumns { get; } = ["way", "picture", "labelled", "read", "confidence", "overlap"];

    internal void Add(IReadOnlyList<PlateWayOutcome> outcomes, int surplus)
    {
        _outcomes.AddRange(outcomes);
        _surplus += surplus;
    }

    internal void AddWork(double milliseconds, in PlateTimings timings)
    {
        _milliseconds.Add(milliseconds);
        _work.Add(timings);
    }

    internal IReadOnlyList<string> Summary()
    {
        PlateScore score = PlateScore.Of([.. _outcomes.Select(o => o.Outcome)]);
        (double low, double high) = Proportion.Interval(_outcomes.Count(o => o.Outcome.IsFolded), _outcomes.Count);
        return
        [
            name, Figures.Whole(score.Plates), Figures.Rate(score.Detected), Figures.Rate(score.Exact), Figures.Rate(score.Folded),
            $"{Figures.Rate(low)}-{Figures.Rate(high)}", Figures.Rate(score.CharacterErrors), Figures.Whole(_surplus), Figures.Tenths(Figures.Median(_milliseconds)),
            Figures.Tenths(_milliseconds.Average()), Figures.Tenths(_work.Average(w => w.PlateSearches)), Figures.Tenths(_work.Average(w => w.TextSearches)),
            Figures.Tenths(_work.Average(w => w.Readings)), Figures.Tenths(_work.Average(w => w.OtherReadings)), Figures.Tenths(_work.Average(w => w.NominalMilliseconds)),
        ];
    }

    internal IReadOnlyList<string> ByWidth() =>
    [
        name,
        .. WidthsFrom.Select((from, i) =>
        {
            double to = i + 1 < WidthsFrom.Length ? WidthsFrom[i + 1] : double.PositiveInfinity;
            List<PlateWayOutcome> some = [.. _outcomes.Where(o => o.Width >= from && o.Width < to)];
            return some.Count == 0 ? "-" : $"{Figures.Rate(some.Count(o => o.Outcome.IsFolded) / (double)some.Count)} of {some.Count}";
        }),
    ];

    internal IReadOnlyList<string> Sure()
    {
        List<PlateWayOutcome> read = [.. _outcomes.Where(o => o.Outcome.Read.Length > 0)], sure = [.. read.Where(o => o.Confidence >= SureConfidence)];
        int right = sure.Count(o => o.Outcome.IsFolded), rightOfOthers = read.Count(o => o.Outcome.IsFolded) - right;
        return [name, Figures.Whole(read.Count), Figures.Whole(sure.Count), $"{right} of {sure.Count}", $"{rightOfOthers} of {read.Count - sure.Count}"];
    }

    internal IReadOnlyList<string> Confusions() =>
    [
        name,
        string.Join(", ", PlateScore.Of([.. _outcomes.Select(o => o.Outcome)]).Confusions.Take(ConfusionsShown).Select(c => $"{c.Truth} as {c.Read} {c.Times}")),
    ];

    internal IEnumerable<IReadOnlyList<string>> Misses() => _outcomes.Where(o => !o.Outcome.IsFolded).Select(o => (IReadOnlyList<string>)
        [name, Path.GetFileName(o.Picture), o.Outcome.Truth, o.Outcome.Read, Figures.Rate(o.Confidence), Figures.Rate(o.Outcome.Overlap)]);
}
