using System.CommandLine;
using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Events;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>eval events</c>: what the rules tell of clips beside what a person saw.</summary>
internal static class EvalEventsCommand
{
    internal const string Name = "events";

    private static readonly Option<string> Clips = new("--clips") { Description = "folder of the clips", HelpName = "DIR", Required = true };
    private static readonly Option<string> Truth =
        new("--truth") { Description = "JSON: by clip, line and crossings, persons who enter and leave, things taken and returned, persons counted", HelpName = "FILE", Required = true };
    private static readonly Option<bool> Whole = new("--whole-frame") { Description = "look at whole frames instead of crops round what moves and is followed" };

    internal static Command Create()
    {
        Command command = new(Name, "Events of rules, expected and found: crossings, entries and exits, things taken and returned, crowds.")
        {
            Clips, Truth, Whole, ModelOptions.Directory, ModelOptions.Model, ModelOptions.CropModel, EvalOptions.Json,
        };
        EvalCommand.OnRun(command, Run);
        return command;
    }

    private static int Run(ParseResult result, CancellationToken stop)
    {
        IReadOnlyList<ClipTruth> truth = EventTruth.Read(result.GetRequiredValue(Truth));
        VisionModelChoice choice = new(
            result.GetRequiredValue(ModelOptions.Model), result.GetRequiredValue(ModelOptions.CropModel), null, null, DefaultModels.Options);
        using VisionModels models = VisionModels.Open(ModelStore.Open(result.GetRequiredValue(ModelOptions.Directory)), choice, 1);
        RegionMode regions = result.GetValue(Whole) ? RegionMode.WholeFrame : RegionMode.Regions;
        EventResult found = EvalOutput.Run("replaying", truth.Count, step =>
            new EventEvaluation(models.ForCamera(), regions, new EvaluationContext(null, step, TimeProvider.System, stop))
                .Run(result.GetRequiredValue(Clips), truth));
        EvalOutput.TellMissing(found.Missing, null);
        string title = $"Events: {choice.Whole}, {(regions == RegionMode.WholeFrame ? "whole frames" : $"regions with {choice.Crop}")}";
        EvalOutput output = new(result);
        output.Add(found.Summary(title));
        output.Add(found.Crowds());
        output.Add(found.Details());
        output.Finish(EventsJson.Of(found), EventsJsonContext.Default.EventsJson, null);
        return ExitCode.Ok;
    }
}
