namespace SafeCity.Edge.Conventions.Tests;

/// <summary>A rule is a function from a file to its findings; these two check that it holds, and that it can fail.</summary>
internal static class Rule
{
    /// <summary>Fails with all findings at once, each on its own line.</summary>
    public static void Holds(IEnumerable<SourceFile> files, Func<SourceFile, IEnumerable<string>> findings)
    {
        SourceFile[] all = [.. files];
        Assert.NotEmpty(all);
        Holds(all.SelectMany(findings));
    }

    /// <summary>Fails with all findings at once, each on its own line.</summary>
    public static void Holds(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        Assert.True(all.Length == 0, $"{all.Length} finding(s):{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }

    /// <summary>Fails when the rule passes over a bad sample; <paramref name="names"/> must stand in the finding.</summary>
    public static void Catches(SourceFile sample, Func<SourceFile, IEnumerable<string>> findings, string names)
    {
        string finding = Assert.Single(findings(sample));
        Assert.Contains(names, finding, StringComparison.Ordinal);
    }
}
