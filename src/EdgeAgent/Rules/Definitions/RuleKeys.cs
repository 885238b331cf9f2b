namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>Which keys of a rule were given, besides those of every rule.</summary>
internal static class RuleKeys
{
    private static readonly RuleSettings Empty = new() { Name = "", Kind = RuleKind.Line };

    internal static IEnumerable<string> Given(RuleSettings rule)
    {
        (string Key, bool Given)[] keys =
        [
            ("polygon", rule.Polygon is not null),
            ("line", rule.Line is not null),
            ("classes", rule.Classes.Count > 0),
            ("size", rule.Size is not null),
            ("reference", rule.Reference != Empty.Reference),
            ("crossings", rule.Crossings != Empty.Crossings),
            ("in", rule.In != Empty.In),
            ("hysteresis", rule.Hysteresis != Empty.Hysteresis),
            ("rearm", rule.Rearm != Empty.Rearm),
            ("every", rule.Every is not null),
            ("after", rule.After is not null),
            ("grace", rule.Grace is not null),
            ("stayMax", rule.StayMax is not null),
            ("updateEvery", rule.UpdateEvery is not null),
            ("levels", rule.Levels.Count > 0),
            ("gathering", rule.Gathering is not null),
            ("direction", rule.Direction is not null),
            ("limitKmh", rule.LimitKmh is not null),
            ("within", rule.Within is not null),
            ("ownerDistance", rule.OwnerDistance is not null),
            ("lists", rule.Lists.Count > 0),
            ("faults", rule.Faults.Count > 0),
        ];
        return keys.Where(k => k.Given).Select(k => k.Key);
    }
}
