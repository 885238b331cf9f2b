using System.Globalization;

namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>What <c>eval events</c> found.</summary>
/// <param name="Scores">Of clips with events.</param>
/// <param name="Counts">Of clips in which persons were counted.</param>
/// <param name="Missing">Clips that were not there.</param>
internal sealed record EventResult(IReadOnlyList<EventScore> Scores, IReadOnlyList<CrowdCount> Counts, IReadOnlyList<string> Missing)
{
    internal EvaluationTable Summary(string title) => new(
        title, ["clip", "events", "expected", "found", "missed", "of these told, but off in time", "false", "worst, frames"],
        [.. Scores.Select(IReadOnlyList<string> (s) =>
            [s.Clip, s.Kind, Text(s.Matches.Count), Text(s.Found), Text(s.Matches.Count - s.Found), Text(s.OffInTime), Text(s.False.Count), s.WorstFrames is { } w ? w.ToString("0.0", CultureInfo.InvariantCulture) : "-"])]);

    internal EvaluationTable Details() => new(
        "Each event", ["clip", "event", "expected frames", "found at"],
        [
            .. Scores.SelectMany(s => s.Matches.Select(IReadOnlyList<string> (m) =>
                [s.Clip, m.Expected.What, m.Expected.From == m.Expected.To ? Text(m.Expected.From) : $"{Text(m.Expected.From)} to {Text(m.Expected.To)}", m.Found is { } f ? f.Frame.ToString("0.0", CultureInfo.InvariantCulture) : "missed"])
            .Concat(s.False.Select(IReadOnlyList<string> (f) => [s.Clip, f.What, "none", f.Frame.ToString("0.0", CultureInfo.InvariantCulture) + " (false)"]))),
        ]);

    internal EvaluationTable Crowds() => new(
        "Crowds", ["clip", "frame", "expected", "counted", "error"],
        [.. Counts.Select(IReadOnlyList<string> (c) => [c.Clip, Text(c.Frame), Text(c.Expected), Text(c.Counted), c.Error.ToString("P0", CultureInfo.InvariantCulture)])]);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
