using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>The verbs of <c>safecity-edge</c>; each is a file of its own.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs. Returns one of <see cref="ExitCode"/>.</summary>
    internal static async Task<int> RunAsync(string[] args)
    {
        RootCommand root = Build();
        ParseResult result = root.Parse(args);
        if (result.Errors.Count > 0 && result.Action is not HelpWithExamples)
        {
            IEnumerable<string> faults = result.Errors.Select(e => e.Message.TrimEnd('.').ReplaceLineEndings(" "));
            await Console.Error.WriteLineAsync($"safecity-edge: {string.Join("; ", faults)}: see '{CommandPath(result)} --help'");
            return ExitCode.Usage;
        }
        try
        {
            // The verbs end cleanly on cancellation themselves; the limit is for one that does not.
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
        }
        catch (Exception e) when (Failure.From(e) is { } failure)
        {
            await Console.Error.WriteLineAsync($"safecity-edge: {failure.Message}");
            return failure.Code;
        }
    }

    internal static RootCommand Build()
    {
        RootCommand root = new("SafeCity.Edge: sees on the camera, sends facts and key frames, never video.")
        {
            RunCommand.Create(),
            DetectCommand.Create(),
            SubscribeCommand.Create(),
            OutboxCommand.Create(),
            VerifyCommand.Create(),
            ReportCommand.Create(),
            ReplayCommand.Create(),
            ExplainCommand.Create(),
            EvalCommand.Create(),
            ConfigCommand.Create(),
            StatusCommand.Create(),
            TailCommand.Create(),
            SnapshotCommand.Create(),
            TestAlarmCommand.Create(),
            DoctorCommand.Create(),
            SetupCommand.Create(),
            DiscoverCommand.Create(),
            SupportBundleCommand.Create(),
            CompletionCommand.Create(),
            ManCommand.Create(),
            VersionCommand.Create(),
        };
        // `safecity-edge version` tells more than the built-in --version would.
        root.Options.Remove(root.Options.OfType<VersionOption>().Single());
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static string CommandPath(ParseResult result)
    {
        List<string> names = [];
        for (SymbolResult? symbol = result.CommandResult; symbol is CommandResult { Command: not RootCommand } verb; symbol = verb.Parent) names.Insert(0, verb.Command.Name);
        return string.Join(' ', names.Prepend("safecity-edge"));
    }
}
