using System.CommandLine;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>eval</c>: scores what the agent sees on labelled data, the product's or anyone's own.</summary>
internal static class EvalCommand
{
    internal const string Name = "eval";

    internal static Command Create() => new(Name, "Score detection, tracking and counting on labelled data: a table, JSON, pictures of the failures.")
    {
        EvalDetectionCommand.Create(),
        EvalTrackingCommand.Create(),
        EvalCountCommand.Create(),
    };
}
