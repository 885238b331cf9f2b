namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>Which valid word somebody may have meant.</summary>
internal static class NearestKey
{
    /// <summary>The word with the least edit distance; null if none is near enough to be a slip. Case, '-' and '_' count nothing.</summary>
    internal static string? Find(string typed, IEnumerable<string> valid)
    {
        string plain = Plain(typed);
        (string Word, int Distance)? best = null;
        foreach (string word in valid)
        {
            int distance = Distance(plain, Plain(word));
            if (best is null || distance < best.Value.Distance) best = (word, distance);
        }
        // A third of the letters wrong is still a slip; more is another word.
        return best is { } found && found.Distance <= Math.Max(1, Math.Max(plain.Length, found.Word.Length) / 3) ? found.Word : null;
    }

    private static string Plain(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Optimal string alignment: insertions, deletions, replacements and swaps of neighbours cost 1 (Damerau 1964).</summary>
    internal static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replace, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }
        return cost[a.Length, b.Length];
    }
}
