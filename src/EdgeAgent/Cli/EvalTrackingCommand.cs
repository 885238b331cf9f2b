using System.CommandLine;
using System.Globalization;
using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>eval tracking</c>: how well the tracker follows given detections.</summary>
internal static class EvalTrackingCommand
{
    internal const string Name = "tracking";

    private const int SideMax = 16_384;

    private static readonly Option<string> Truth = new("--truth")
    {
        Description = "labels in the MOT challenge's format, or a folder of sequences",
        HelpName = "FILE|DIR",
        Required = true,
    };
    private static readonly Option<string?> Detections = new("--detections")
    {
        Description = "detections in the same format, or a folder; the agent's tracker follows them",
        HelpName = "FILE|DIR",
    };
    private static readonly Option<string?> Tracks =
        new("--tracks") { Description = "what another tracker wrote, to be scored as it is", HelpName = "FILE|DIR" };
    private static readonly Option<double?> Rate =
        new("--rate") { Description = "frames a second (default: seqinfo.ini's, or 25)", HelpName = "N" };
    private static readonly Option<string?> Size =
        new("--size") { Description = "pixels of the pictures (default: seqinfo.ini's, or what holds every box)", HelpName = "WxH" };
    private static readonly Option<double?> Start =
        new("--start-score") { Description = "score from which a detection starts a track (default: the tracker's)", HelpName = "0..1" };
    private static readonly Option<double?> Continue =
        new("--continue-score") { Description = "score from which it continues one (default: the tracker's)", HelpName = "0..1" };
    private static readonly Option<bool> FromStart = new("--from-start")
    {
        Description = "count a confirmed track from its first detection on, as events tell it; else only from when it was confirmed",
    };

    internal static Command Create()
    {
        Command command =
            new(Name, "MOTA, IDF1, HOTA and their parts, as the MOT challenge counts them; of a folder each sequence and all together.")
        {
            Truth, Detections, Tracks, Rate, Size, Start, Continue, FromStart, EvalOptions.Json, EvalOptions.Report,
        };
        EvalOptions.Limit(Rate, 0.1, 1000);
        EvalOptions.Limit(Start, 0, 1);
        EvalOptions.Limit(Continue, 0, 1);
        Size.Validators.Add(r =>
        {
            if (r.Tokens is [var token]
                && ParseSize(token.Value) is null) r.AddError($"--size is {token.Value}: write it as 1920x1080, each side 1 to {SideMax}");
        });
        command.Validators.Add(r =>
        {
            if (r.GetResult(Detections) is null == r.GetResult(Tracks) is null) r.AddError("give either --detections or --tracks");
        });
        EvalCommand.OnRun(command, Run);
        return command;
    }

    private static int Run(ParseResult result, CancellationToken stop)
    {
        bool areTracks = result.GetValue(Tracks) is not null;
        IReadOnlyList<SequenceFiles> sequences =
            SequenceFiles.Find(result.GetRequiredValue(Truth), (result.GetValue(Tracks) ?? result.GetValue(Detections))!);
        string title =
            areTracks ? "Tracks as given" : result.GetValue(FromStart) ? "Tracking, tracks from their first detection on" : "Tracking";
        ReportPage? page = EvalOptions.PageOf(result, title);
        TrackerOptions options = OptionsOf(result);
        TrackingResult scored =
            EvalOutput.Run("tracking", sequences.Count, step =>
                new TrackingEvaluation(new EvaluationContext(page, step, TimeProvider.System, stop))
                {
                    AreTracks = areTracks,
                    Options = options,
                    FromStart = result.GetValue(FromStart),
                    Size = result.GetValue(Size) is { } size ? ParseSize(size) : null,
                    Rate = result.GetValue(Rate),
                }.Run(sequences));
        EvalOutput output = new(result);
        output.Add(scored.Summary(title));
        output.Finish(TrackingJson.Of(scored), EvalJson.Default.TrackingJson, page);
        return ExitCode.Ok;
    }

    private static TrackerOptions OptionsOf(ParseResult result)
    {
        TrackerOptions options = new();
        options = options with
        {
            StartScore = (float?)result.GetValue(Start) ?? options.StartScore,
            ContinueScore = (float?)result.GetValue(Continue) ?? options.ContinueScore,
        };
        try
        {
            _ = new Tracker(options);
            return options;
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static (int Width, int Height)? ParseSize(string text) =>
        text.Split('x') is [var w, var h]
        && int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width is >= 1 and <= SideMax
        && int.TryParse(h, NumberStyles.None, CultureInfo.InvariantCulture, out int height) && height is >= 1 and <= SideMax
            ? (width, height)
            : null;
}
