using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>The README promises only commands that exist: verbs of <c>safecity-edge</c>, and scripts of this repository.</summary>
public sealed partial class ReadmeCommandTests
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public void Verbs_named_in_the_readme_exist()
    {
        SourceFile readme = Readme();
        string[] verbs = [.. Verb().Matches(readme.Text).Select(m => m.Groups[1].Value).Distinct()];
        Rule.Holds(verbs.Where(verb => !Exists(verb)).Select(verb => $"README.md names 'safecity-edge {verb}', and its --help fails"));
    }

    [SkippableFact]
    public void Scripts_named_in_the_readme_exist() => Rule.Holds(ScriptFindings(Readme()));

    [SkippableFact]
    public void A_verb_that_does_not_exist_is_caught()
    {
        Readme();
        Assert.False(Exists("dance"));
    }

    [Fact]
    public void A_script_that_does_not_exist_is_caught() =>
        Rule.Catches(new("README.md", "run `build/setup.sh`, then `build/fly.sh --high`"), ScriptFindings, "build/fly.sh");

    [Fact]
    public void Verbs_are_found_in_code_and_in_prose()
    {
        const string Text = "`safecity-edge run --source X`\n    safecity-edge detect a.jpg\nsafecity-edge --help\nsrc/safecity-edge x";
        Assert.Equal(["run", "detect"], Verb().Matches(Text).Select(m => m.Groups[1].Value));
    }

    private static SourceFile Readme()
    {
        Skip.IfNot(File.Exists(Repository.FullPath("README.md")), "README.md is not there yet");
        return Repository.Read("README.md");
    }

    private static IEnumerable<string> ScriptFindings(SourceFile file) => Script().Matches(file.Text).Select(m => m.Value).Distinct()
        .Where(script => !File.Exists(Repository.FullPath(script)))
        .Select(script => $"{file.Path}: names {script}, which is not there");

    // The agent lies beside this assembly, as this project references it.
    private static bool Exists(string verb)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "safecity-edge.dll"), verb, "--help"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process agent = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        Task<string> output = agent.StandardOutput.ReadToEndAsync(), errors = agent.StandardError.ReadToEndAsync();
        if (!agent.WaitForExit(CommandTimeout))
        {
            agent.Kill(entireProcessTree: true);
            return false;
        }
        // An unknown verb with --help shows the help of the program and ends with 0; a verb's own help names the verb in its usage.
        return agent.ExitCode == 0 && (output.Result + errors.Result).Contains($"safecity-edge {verb}", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<![\w./-])safecity-edge ([a-z][a-z-]*)")]
    private static partial Regex Verb();

    [GeneratedRegex(@"(?<![\w./-])build/[\w-]+\.sh")]
    private static partial Regex Script();
}
