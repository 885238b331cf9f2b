namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>Names of classes in rules: labels of the model, and groups of them.</summary>
internal static class ClassNames
{
    /// <summary>The groups and what belongs to them.</summary>
    private static readonly Dictionary<string, string[]> Groups = new(StringComparer.Ordinal)
    {
        ["vehicle"] = ["bicycle", "car", "motorcycle", "bus", "train", "truck", "van"],
        ["bag"] = ["backpack", "handbag", "suitcase"],
    };

    internal static bool IsPerson(string label) => label is "person" or "pedestrian" or "rider";

    /// <summary>Whether a name of a rule means a label.</summary>
    internal static bool Includes(string name, string label) =>
        name == label || (Groups.TryGetValue(name, out string[]? group) && group.Contains(label));

    /// <summary>Why a name means nothing to a model; null if it does.</summary>
    internal static string? Fault(string name, IReadOnlyList<string> labels)
    {
        if (labels.Any(l => Includes(name, l))) return null;
        IEnumerable<string> known = Groups.Keys.Where(g => labels.Any(l => Includes(g, l))).Concat(labels);
        string nearest = known.MinBy(k => Distance(k, name)) ?? "";
        return $"the model knows no class '{name}'; did you mean '{nearest}'?";
    }

    // Levenshtein, two rows.
    private static int Distance(string a, string b)
    {
        int[] before = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], before[j]) + 1, before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            before = row;
        }
        return before[b.Length];
    }
}
