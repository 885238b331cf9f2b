namespace SafeCity.Edge.Agent.Evaluation.Texts;

/// <summary>How well plates are found and read; all rates are of all labelled plates, also of those that were not found.</summary>
/// <param name="Plates">Labelled plates.</param>
/// <param name="Detected">Part that is found at an overlap of 0.5.</param>
/// <param name="Exact">Part that is read exactly.</param>
/// <param name="Folded">Part that is read exactly when O counts as 0 and I as 1.</param>
/// <param name="CharacterErrors">Edits over labelled signs; a plate that was not read costs all its signs.</param>
/// <param name="Confusions">Signs that were read for others, most frequent first.</param>
internal sealed record PlateScore(
    int Plates, double Detected, double Exact, double Folded, double CharacterErrors, IReadOnlyList<Confusion> Confusions)
{
    internal static PlateScore Of(IReadOnlyList<PlateOutcome> outcomes)
    {
        if (outcomes.Count == 0) return new PlateScore(0, 0, 0, 0, 0, []);
        var scripts = outcomes.Select(o => EditScript.Of(o.Truth, o.Read)).ToList();
        IEnumerable<Confusion> confusions = scripts.SelectMany(s => s.Substitutions).GroupBy(s => s)
            .Select(g => new Confusion(g.Key.Truth, g.Key.Read, g.Count()))
            .OrderByDescending(c => c.Times).ThenBy(c => c.Truth).ThenBy(c => c.Read);
        double count = outcomes.Count;
        return new PlateScore(
            outcomes.Count, outcomes.Count(o => o.IsDetected) / count, outcomes.Count(o => o.IsExact) / count,
                outcomes.Count(o => o.IsFolded) / count,
            scripts.Sum(s => s.Distance) / (double)outcomes.Sum(o => o.Truth.Length), [.. confusions]);
    }
}
