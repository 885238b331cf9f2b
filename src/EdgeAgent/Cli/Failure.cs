using System.Data.Common;
using SafeCity.Edge.Agent.Control;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Settings.Yaml;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;
using SafeCity.Edge.Inference.Recognition.Plates;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>How an operating fault ends the process: one sentence and an exit code. Anything else is a bug and keeps its stack.</summary>
internal sealed record Failure(int Code, string Message)
{
    /// <summary>Null for an exception that is not an operating fault.</summary>
    internal static Failure? From(Exception exception) => exception switch
    {
        VideoSourceException e => new(ExitCode.Source, e.Message),
        TruthException e => new(ExitCode.Source, e.Message),
        ModelException e => new(ExitCode.Installation, e.Message),
        ModelOutputException e => new(ExitCode.Installation, e.Message),
        OnnxRuntimeException e => new(ExitCode.Installation, e.Message),
        NotSupportedException e => new(ExitCode.Installation, e.Message),
        DllNotFoundException e => new(ExitCode.Installation, e.Message),
        TypeInitializationException { InnerException: DllNotFoundException e } => new(ExitCode.Installation, e.Message),
        PlateFormatException e => new(ExitCode.Installation, e.Message),
        RuleException e => new(ExitCode.Usage, e.Message),
        ControlException e => new(ExitCode.Agent, e.Message),
        SettingsException e => new(ExitCode.Usage, e.Message),
        OutboxException e => new(ExitCode.Store, e.Message),
        DbException e => new(ExitCode.Store, $"{e.Message.TrimEnd('.')}: check the file with 'safecity-edge outbox check'"),
        InvalidDataException e => new(ExitCode.Store, e.Message),
        FormatException e => new(ExitCode.Usage, e.Message),
        UnauthorizedAccessException e => new(ExitCode.Store, $"{e.Message} Check the owner and permissions of the path."),
        IOException e => new(ExitCode.Store, $"{e.Message} Check the path and the free space."),
        AggregateException { InnerExceptions: [var inner] } => From(inner),
        _ => null,
    };
}
