namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>Expected and found events of a clip, matched.</summary>
/// <param name="Clip">Its file.</param>
/// <param name="Kind">What kind of events.</param>
/// <param name="Matches">Each expected one with the found one, or null.</param>
/// <param name="False">Found ones that nobody expected.</param>
internal sealed record EventScore(
    string Clip, string Kind, IReadOnlyList<(ExpectedEvent Expected, FoundEvent? Found)> Matches, IReadOnlyList<FoundEvent> False)
{
    internal int Found => Matches.Count(m => m.Found is not null);

    /// <summary>Missed ones that were told all the same, within <see cref="LateFrames"/> of their time: late or early, not overlooked.</summary>
    internal int OffInTime => Matches.Count(m => m.Found is null && False.Any(f => f.What == m.Expected.What && Away(m.Expected, f) <= LateFrames));

    private const double LateFrames = 60;

    /// <summary>Frames between what was found and the nearest frame at which it may have happened; the largest.</summary>
    internal double? WorstFrames => Matches.Where(m => m.Found is not null).Select(m => Away(m.Expected, m.Found!)).DefaultIfEmpty(double.NaN).Max() is var w && double.IsNaN(w) ? null : w;

    /// <summary>Matches each expected event with the nearest one of its kind, those that are nearest first.</summary>
    internal static EventScore Of(string clip, string kind, IReadOnlyList<ExpectedEvent> expected, IReadOnlyList<FoundEvent> found)
    {
        FoundEvent?[] matched = new FoundEvent?[expected.Count];
        HashSet<FoundEvent> taken = new(ReferenceEqualityComparer.Instance);
        var pairs = from e in Enumerable.Range(0, expected.Count)
                    from f in found
                    where f.What == expected[e].What && Away(expected[e], f) <= expected[e].Tolerance
                    orderby Away(expected[e], f), expected[e].From, f.Frame
                    select (Expected: e, Found: f);
        foreach ((int place, FoundEvent candidate) in pairs)
            if (matched[place] is null && taken.Add(candidate)) matched[place] = candidate;
        return new EventScore(clip, kind, [.. expected.Select((e, i) => (e, matched[i]))], [.. found.Where(f => !taken.Contains(f))]);
    }

    private static double Away(ExpectedEvent expected, FoundEvent found) =>
        found.Frame < expected.From ? expected.From - found.Frame : Math.Max(0, found.Frame - expected.To);
}
