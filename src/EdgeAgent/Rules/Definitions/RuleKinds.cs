namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>The kinds of rules, by name.</summary>
internal static class RuleKinds
{
    private static readonly Dictionary<RuleKind, KindTraits> Table = new()
    {
        [RuleKind.Line] = new("line", "line", ["line"], ["crossings", "in", "hysteresis", "rearm", "every", "reference", "size", "classes"]),
        [RuleKind.Zone] = new("zone", "zone", ["polygon"], ["reference", "size", "classes"]),
        [RuleKind.Loitering] = new("loitering", "loiter", ["after"], ["polygon", "grace", "updateEvery", "reference", "size", "classes"]) { Classes = ["person"] },
        [RuleKind.Abandoned] = new("abandoned", "abandon", ["after"], ["polygon", "ownerDistance", "size", "classes"]) { Classes = ["bag"] },
        [RuleKind.Removed] = new("removed", "removed", ["polygon", "after"], ["classes"]),
        [RuleKind.Crowd] = new("crowd", "crowd", [], ["polygon", "levels", "gathering", "updateEvery", "reference", "size", "classes"]) { Classes = ["person"] },
        [RuleKind.WrongWay] = new("wrong-way", "wrongway", ["direction"], ["polygon", "updateEvery", "reference", "size", "classes"]),
        [RuleKind.Speed] = new("speed", "speed", ["limitKmh"], ["polygon", "size", "classes"]) { Classes = ["vehicle"] },
        [RuleKind.Running] = new("running", "speed", ["limitKmh"], ["polygon", "size", "classes"]) { Classes = ["person"] },
        [RuleKind.Parking] = new("parking", "parking", ["after"], ["polygon", "stayMax", "updateEvery", "reference", "size", "classes"]) { Classes = ["vehicle"] },
        [RuleKind.Tailgating] = new("tailgating", "tailgate", ["line", "within"], ["in", "hysteresis", "rearm", "reference", "size", "classes"]) { Classes = ["person", "vehicle"] },
        [RuleKind.Count] = new("count", "count", ["every"], ["polygon", "reference", "size", "classes"]),
        [RuleKind.PlateList] = new("plate-list", "plate", [], ["lists"]) { Classes = ["vehicle"] },
        [RuleKind.Scene] = new("scene", "scene", [], ["faults"]),
    };

    internal static KindTraits Of(RuleKind kind) => Table[kind];

    /// <summary>The kind of a name; null if there is none.</summary>
    internal static RuleKind? Find(string name)
    {
        foreach ((RuleKind kind, KindTraits traits) in Table)
            if (traits.Name == name) return kind;
        return null;
    }

    internal static IEnumerable<string> Names => Table.Values.Select(t => t.Name);
}
