namespace Pipeline.Tests.Support;

/// <summary>How a verb ended and what it said.</summary>
internal sealed record AgentResult(string CommandLine, int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    /// <summary>All that it said on either stream.</summary>
    internal string Said => string.Join('\n', Errors.Concat(Output));

    /// <summary>Requires an exit code; what was said is shown otherwise.</summary>
    internal AgentResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"expected exit code {exitCode}: {this}");
        return this;
    }

    /// <summary>Requires an exit code and one sentence on standard error, without a stack, that holds all the parts.</summary>
    internal AgentResult ExpectOneSentence(int exitCode, params string[] parts)
    {
        Expect(exitCode);
        bool oneLine = Errors.Count == 1 && Errors[0].StartsWith("safecity-edge: ", StringComparison.Ordinal);
        Assert.True(oneLine, $"expected one line on standard error: {this}");
        Assert.All(parts, part => Assert.Contains(part, Errors[0], StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Errors[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Errors[0], StringComparison.Ordinal);
        return this;
    }

    public override string ToString() =>
        $"{CommandLine} ended with {ExitCode}\n{string.Join('\n', Errors)}\n{string.Join('\n', Output.TakeLast(20))}";
}
