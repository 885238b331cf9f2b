using System.CommandLine;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>eval</c>: scores what the agent sees on labelled data, the product's or anyone's own.</summary>
internal static class EvalCommand
{
    internal const string Name = "eval";

    internal static Command Create() => new(Name, "Score what the agent sees on labelled data: a table, JSON, pictures of the failures.")
    {
        EvalDetectionCommand.Create(),
        EvalTrackingCommand.Create(),
        EvalCountCommand.Create(),
        EvalEventsCommand.Create(),
        EvalPlatesCommand.Create(),
        EvalFacesCommand.Create(),
    };

    /// <summary>What a verb below <c>eval</c> does. A Ctrl-C ends it without a result: half an evaluation is none.</summary>
    internal static void OnRun(Command command, Func<ParseResult, CancellationToken, int> run) =>
        command.SetAction((result, stop) => Task.Run(
        () =>
        {
            try
            {
                return run(result, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                Console.Error.WriteLine("safecity-edge: ended before the evaluation was complete: there is no result");
                return ExitCode.Incomplete;
            }
        },
        CancellationToken.None));
}
