using System.CommandLine;
using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>eval count</c>: persons followed in a clip beside persons counted by hand.</summary>
internal static class EvalCountCommand
{
    internal const string Name = "count";

    private static readonly Option<string> Clip = new("--clip") { Description = "video file", HelpName = "FILE", Required = true };
    private static readonly Option<string> Truth =
        new("--truth") { Description = "JSON: {\"persons\": {\"25\": 5, \"75\": 7}}, frames from 0", HelpName = "FILE", Required = true };
    private static readonly Option<bool> Regions =
        new("--regions") { Description = "look as the agent does: at crops round what moves and is followed" };

    internal static Command Create()
    {
        Command command = new(Name, "Error of the number of persons followed, on frames that a person counted.")
        {
            Clip, Truth, ModelOptions.Directory, ModelOptions.Model, EvalOptions.Fit, EvalOptions.Tiles, Regions, ModelOptions.CropModel,
                EvalOptions.Json, EvalOptions.Report,
        };
        command.Validators.Add(r =>
        {
            bool tiles = r.GetResult(EvalOptions.Tiles) is { Implicit: false };
            if (r.GetValue(Regions) && tiles) r.AddError("give --regions or --tiles, not both");
        });
        EvalCommand.OnRun(command, Run);
        return command;
    }

    private static int Run(ParseResult result, CancellationToken stop)
    {
        string truthFile = result.GetRequiredValue(Truth);
        SortedDictionary<long, int> truth = CountTruth.Read(truthFile);
        ModelStore store = ModelStore.Open(result.GetRequiredValue(ModelOptions.Directory));
        ModelCard card = store.Find(result.GetRequiredValue(ModelOptions.Model));
        if (!card.Labels.Contains("person"))
            throw new FormatException($"the model {card.Name} does not know persons: choose another one with --model");
        DetectorOptions options = new() { ScoreThreshold = HeadRegion.PersonScoreMin, Fit = EvalOptions.FitOf(result) };
        using IDetector<Detection> detector = DetectorFactory.Open(store, card.Name, options);
        bool regions = result.GetValue(Regions);
        using IDetector<Detection>? crop =
            regions ? DetectorFactory.Open(store, result.GetRequiredValue(ModelOptions.CropModel), options) : null;
        FrameLook look = crop is null ? Whole(detector, result.GetValue(EvalOptions.Tiles)) : InRegions(detector, crop);
        string title = $"Counting persons: {card.Name}, {(regions ? $"regions with {crop!.Card.Name}" : EvalOptions.LookOf(result))}";
        ReportPage? page = EvalOptions.PageOf(result, title);
        CountResult counted = EvalOutput.Run("counting", truth.Keys.Last() + 1, step =>
            new CountEvaluation(look, card, new EvaluationContext(page, step, TimeProvider.System, stop))
                .Run(result.GetRequiredValue(Clip), truthFile, truth));
        EvalOutput output = new(result);
        output.Add(counted.Summary(title));
        output.Finish(CountJson.Of(counted), EvalJson.Default.CountJson, page);
        return ExitCode.Ok;
    }

    private static FrameLook Whole(IDetector<Detection> detector, int tiles)
    {
        TiledDetector tiled = new(detector, tiles);
        return (in ImageView image, MediaTime _, ReadOnlySpan<RegionHint> _, Span<Detection> detections, out ScannedArea scanned) =>
        {
            ReadOnlySpan<Detection> found = tiled.Find(image);
            int count = Math.Min(found.Length, detections.Length);
            found[..count].CopyTo(detections);
            scanned = ScannedArea.WholeFrame;
            return count;
        };
    }

    private static FrameLook InRegions(IDetector<Detection> whole, IDetector<Detection> crop)
    {
        RegionScanner scanner = new(whole, crop, new SizeGrid());
        return (in ImageView image, MediaTime time, ReadOnlySpan<RegionHint> hints, Span<Detection> detections, out ScannedArea scanned) =>
        {
            ScanResult scan = scanner.Scan(image, time, hints, detections);
            scanned = scan.Scanned;
            return scan.Count;
        };
    }
}
