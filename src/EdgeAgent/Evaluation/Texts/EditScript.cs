namespace SafeCity.Edge.Agent.Evaluation.Texts;

/// <summary>The least number of substitutions, insertions and deletions between two texts (Levenshtein 1966), and which they are.</summary>
internal static class EditScript
{
    /// <summary>Edits that turn the truth into what was read.</summary>
    /// <returns>Their number, and the pairs of differing signs; of equally short scripts, one with the most substitutions.</returns>
    internal static (int Distance, IReadOnlyList<(char Truth, char Read)> Substitutions) Of(string truth, string read)
    {
        int[,] distance = new int[truth.Length + 1, read.Length + 1];
        for (int t = 0; t <= truth.Length; t++)
        {
            for (int r = 0; r <= read.Length; r++)
            {
                if (t == 0 || r == 0) distance[t, r] = t + r;
                else
                {
                    int same = truth[t - 1] == read[r - 1] ? 0 : 1;
                    distance[t, r] = Math.Min(distance[t - 1, r - 1] + same, Math.Min(distance[t - 1, r], distance[t, r - 1]) + 1);
                }
            }
        }
        List<(char, char)> substitutions = [];
        for (int t = truth.Length, r = read.Length; t > 0 && r > 0;)
        {
            int same = truth[t - 1] == read[r - 1] ? 0 : 1;
            if (distance[t, r] == distance[t - 1, r - 1] + same)
            {
                if (same == 1) substitutions.Add((truth[t - 1], read[r - 1]));
                t--;
                r--;
            }
            else if (distance[t, r] == distance[t - 1, r] + 1) t--;
            else r--;
        }
        substitutions.Reverse();
        return (distance[truth.Length, read.Length], substitutions);
    }
}
