using System.CommandLine;
using System.Diagnostics;
using SafeCity.Edge.Agent.Cli;

namespace SafeCity.Edge.Agent.Tests.Cli;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("safecity-edge st", "status")]
    [InlineData("safecity-edge config sh", "show")]
    [InlineData("safecity-edge run --conf", "--config")]
    public void Bash_completes_verbs_and_options(string line, string expected)
    {
        string[] words = line.Split(' ');
        string script = CompletionCommand.Bash(CommandLine.Build())
            + $"COMP_WORDS=({string.Join(' ', words)}); COMP_CWORD={words.Length - 1}; _safecity_edge; printf '%s\\n' \"${{COMPREPLY[@]}}\"\n";
        using Process bash = Process.Start(new ProcessStartInfo("bash", ["--norc"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        bash.StandardInput.Write(script);
        bash.StandardInput.Close();
        Assert.Equal(expected, bash.StandardOutput.ReadToEnd().Trim());
        Assert.Empty(bash.StandardError.ReadToEnd());
        bash.WaitForExit();
    }

    [Fact]
    public void The_manual_page_names_every_verb_and_option()
    {
        RootCommand root = CommandLine.Build();
        string page = ManCommand.Page(root);
        foreach (Command verb in root.Subcommands)
        {
            Assert.Contains($".SS {verb.Name.Replace("-", "\\-", StringComparison.Ordinal)}", page, StringComparison.Ordinal);
            foreach (Option option in verb.Options.Where(o => !o.Hidden)) Assert.Contains($".B {option.Name.Replace("-", "\\-", StringComparison.Ordinal)}", page, StringComparison.Ordinal);
        }
    }
}
