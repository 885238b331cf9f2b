using SafeCity.Edge.Agent.Evaluation.Tracks;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>How well objects are followed.</summary>
/// <param name="Sequences">One by one.</param>
/// <param name="MillisecondsMedian">Of the tracker, a frame; null when it did not run.</param>
/// <param name="MillisecondsMax">The slowest frame.</param>
internal sealed record TrackingResult(IReadOnlyList<TrackingScore> Sequences, double? MillisecondsMedian, double? MillisecondsMax)
{
    /// <summary>All sequences together.</summary>
    internal TrackingScore Combined => Sequences.Count == 1 ? Sequences[0] : TrackingScore.Combine(Sequences);

    internal EvaluationTable Summary(string title) => new(
        title,
        ["sequence", "frames", "HOTA", "DetA", "AssA", "MOTA", "MOTP", "IDF1", "switches", "false", "missed", "labelled", "mostly tracked",
            "mostly lost"],
        [.. (Sequences.Count == 1 ? Sequences : Sequences.Append(Combined)).Select(Row)]);

    private static string[] Row(TrackingScore s) =>
    [
        s.Name, Figures.Whole(s.Frames), Figures.Rate(s.HigherOrder.Hota), Figures.Rate(s.HigherOrder.Detection),
            Figures.Rate(s.HigherOrder.Association),
        Figures.Rate(s.Clear.Accuracy), Figures.Rate(s.Clear.Precision), Figures.Rate(s.Identity.F1), Figures.Whole(s.Clear.Switches),
        Figures.Whole(s.Clear.FalsePositives), Figures.Whole(s.Clear.Misses), Figures.Whole(s.Identity.Truths),
        Figures.Whole(s.Clear.MostlyTracked), Figures.Whole(s.Clear.MostlyLost),
    ];
}
