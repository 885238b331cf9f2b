using System.CommandLine;
using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>eval detection</c>: average precision of an object detector.</summary>
internal static class EvalDetectionCommand
{
    internal const string Name = "detection";

    // Low enough that the tail of the curve of precision over recall is there; lower ones only cost time.
    private const double LeastScore = 0.01;

    private static readonly Option<string?> Coco = new("--coco") { Description = "labels as COCO's JSON (instances)", HelpName = "FILE" };
    private static readonly Option<string?> Yolo =
        new("--yolo") { Description = "labels as YOLO's text files, class numbers as in the model", HelpName = "DIR" };
    private static readonly Option<string> Images =
        new("--images") { Description = "folder of the pictures, sub-folders included", HelpName = "DIR", Required = true };
    private static readonly Option<double?> At =
        new("--score") { Description = "score at which precision and recall are told (default: the model card's)", HelpName = "0..1" };

    internal static Command Create()
    {
        Command command = new(Name, "Average precision as COCO defines it, by class, with precision and recall at the working score.")
        {
            Coco, Yolo, Images, ModelOptions.Directory, ModelOptions.Model, EvalOptions.Fit, EvalOptions.Tiles, At, EvalOptions.Json,
                EvalOptions.Report,
        };
        EvalOptions.Limit(At, LeastScore, 1);
        command.Validators.Add(r =>
        {
            if (r.GetResult(Coco) is null == r.GetResult(Yolo) is null) r.AddError("give either --coco FILE or --yolo DIR");
        });
        EvalCommand.OnRun(command, Run);
        return command;
    }

    private static int Run(ParseResult result, CancellationToken stop)
    {
        ModelStore store = ModelStore.Open(result.GetRequiredValue(ModelOptions.Directory));
        ModelCard card = store.Find(result.GetRequiredValue(ModelOptions.Model));
        PictureFolder folder = PictureFolder.Open(result.GetRequiredValue(Images));
        SortedDictionary<string, int> unknown = new(StringComparer.Ordinal);
        IReadOnlyList<LabelledPicture> pictures = result.GetValue(Coco) is { } coco
            ? CocoFile.Read(coco, card.Labels, unknown)
            : YoloLabels.Read(result.GetRequiredValue(Yolo)!, folder, card.Labels.Count);
        string title = $"Detection: {card.Name}, {EvalOptions.LookOf(result)}";
        ReportPage? page = EvalOptions.PageOf(result, title);
        if (unknown.Count > 0)
            EvalOutput.Tell($"the model does not know {string.Join(", ", unknown.Select(u => $"{u.Key} ({u.Value} labels)"))}: not judged",
                page);
        using IDetector<Detection> detector = DetectorFactory.Open(store, card.Name, new DetectorOptions
        {
            ScoreThreshold = (float)LeastScore,
            Fit = EvalOptions.FitOf(result),
            SuppressByGroup = false,
        });
        DetectionResult scored = EvalOutput.Run("detection", pictures.Count, step =>
        {
            EvaluationContext context = new(page, step, TimeProvider.System, stop);
            DetectionEvaluation evaluation = new(card, new TiledDetector(detector, result.GetValue(EvalOptions.Tiles)).FindBoxes, context)
            {
                WorkingScore = result.GetValue(At) ?? card.ScoreThreshold,
            };
            return evaluation.Run(folder, pictures);
        });
        EvalOutput.TellMissing(scored.Missing, page);
        EvalOutput output = new(result);
        output.Add(scored.Summary(title));
        output.Add(scored.ByClass());
        output.Finish(DetectionJson.Of(scored, result), EvalJson.Default.DetectionJson, page);
        return scored.Pictures > 0 ? ExitCode.Ok : ExitCode.Source;
    }
}
