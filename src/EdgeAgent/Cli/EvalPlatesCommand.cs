using System.CommandLine;
using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Evaluation.Texts;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>eval plates</c>: how well plates are found and read on still pictures.</summary>
internal static class EvalPlatesCommand
{
    internal const string Name = "plates";

    // Detectors are unsure of vehicles that fill the picture; a wrong vehicle costs time, a missed one the plate.
    private const float VehicleScore = 0.2f;
    private const int VehiclesMax = 200;
    private const int PlatesMax = 16;

    private static readonly string[] Vehicles = ["car", "truck", "bus", "motorcycle"];

    private static readonly Option<string?> Images = new("--images")
    {
        Description = "folder of pictures with NAME.txt: picture TAB x TAB y TAB width TAB height TAB text",
        HelpName = "DIR",
    };
    private static readonly Option<string?> Crops = new("--crops")
    {
        Description = "folder of pictures of plates alone, the file name being the text (AB123_2.jpg: a second one)",
        HelpName = "DIR",
    };
    private static readonly Option<string> Region = RegionOption();
    private static readonly Option<bool> Compare = new("--compare")
    {
        Description = "read each picture in all ways: text models, own models, own with the text models in doubt",
    };
    private static readonly Option<string[]> Readers = new("--reader")
    {
        Description = "with --compare: a further reader's card, tried behind the own finder; may be given again",
        HelpName = "CARD",
    };
    private static readonly Option<bool> Misses = new("--misses") { Description = "with --compare: list the plates that were not read right" };

    internal static Command Create()
    {
        Command command =
            new(Name, "Plates found at an overlap of 0.5 and read exactly, character error, confusions, milliseconds a picture.")
        {
            Images, Crops, Region, Compare, Readers, Misses, ModelOptions.Directory, ModelOptions.Model, EvalOptions.Json, EvalOptions.Report,
        };
        command.Validators.Add(r =>
        {
            if (r.GetResult(Images) is null == r.GetResult(Crops) is null) r.AddError("give either --images DIR or --crops DIR");
            if (!r.GetValue(Compare) && (r.GetValue(Misses) || r.GetValue(Readers) is { Length: > 0 })) r.AddError("--reader and --misses need --compare");
            if (r.GetValue(Compare) && (r.GetValue(EvalOptions.Json) || r.GetValue(EvalOptions.Report) is not null))
                r.AddError("--compare prints tables only: leave out --json and --report");
        });
        EvalCommand.OnRun(command, Run);
        return command;
    }

    private static int Run(ParseResult result, CancellationToken stop)
    {
        string set = (result.GetValue(Images) ?? result.GetValue(Crops))!;
        PictureFolder folder = PictureFolder.Open(set);
        bool areCrops = result.GetValue(Crops) is not null;
        IReadOnlyList<PlateTruth> plates = areCrops ? PlateLabels.OfCrops(folder) : PlateLabels.ReadFolder(set);
        ModelStore store = ModelStore.Open(result.GetRequiredValue(ModelOptions.Directory));
        string region = result.GetRequiredValue(Region);
        // A picture of a plate alone shows no vehicle.
        using IDetector<Detection>? detector = areCrops
            ? null
            : DetectorFactory.Open(store, result.GetRequiredValue(ModelOptions.Model),
                new DetectorOptions { ScoreThreshold = VehicleScore });
        string title = $"Plates: region {region}{(detector is null ? "" : $", vehicles by {detector.Card.Name}")}";
        if (result.GetValue(Compare)) return RunAll(result, PlateWay.OpenAll(store, region, result.GetValue(Readers) ?? []), detector, (title, folder, plates), stop);
        using PlateRecognizer recognizer = PlateRecognizer.Open(store, new PlateRecognizerOptions { Region = region });
        ReportPage? page = EvalOptions.PageOf(result, title);
        PlateResult scored = EvalOutput.Run("plates", plates.DistinctBy(p => p.Picture).Count(), step =>
            new PlateEvaluation(ReaderOf(recognizer, detector), new EvaluationContext(page, step, TimeProvider.System, stop))
                .Run(folder, plates));
        EvalOutput.TellMissing(scored.Missing, page);
        EvalOutput output = new(result);
        output.Add(scored.Summary(title, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(set)))));
        output.Add(scored.Confusions());
        output.Finish(PlateJson.Of(scored, region), EvalJson.Default.PlateJson, page);
        return scored.Pictures > 0 ? ExitCode.Ok : ExitCode.Source;
    }

    private static int RunAll(ParseResult result, IReadOnlyList<PlateWay> ways, IDetector<Detection>? detector,
        (string Title, PictureFolder Folder, IReadOnlyList<PlateTruth> Plates) set, CancellationToken stop)
    {
        try
        {
            PlateComparison comparison = EvalOutput.Run("plates", set.Plates.DistinctBy(p => p.Picture).Count(), step =>
            {
                PlateComparison all = new(ways, VehiclesOf(detector), new EvaluationContext(null, step, TimeProvider.System, stop));
                all.Run(set.Folder, set.Plates);
                return all;
            });
            EvalOutput.TellMissing(comparison.Missing, null);
            if (comparison.Pictures == 0) return ExitCode.Source;
            EvalOutput output = new(result);
            foreach (EvaluationTable table in comparison.Tables(set.Title, result.GetValue(Misses))) output.Add(table);
            output.Show();
            return ExitCode.Ok;
        }
        finally
        {
            foreach (PlateWay way in ways) way.Recognizer.Dispose();
        }
    }

    private static PlateComparison.VehicleFinder VehiclesOf(IDetector<Detection>? detector)
    {
        Detection[] seen = new Detection[VehiclesMax];
        bool[] isVehicle = [.. detector?.Card.Labels.Select(l => Vehicles.Contains(l)) ?? []];
        return (in ImageView image) =>
        {
            int count = detector?.Detect(image, seen) ?? 0;
            return [.. seen.Take(count).Where(d => isVehicle[d.ClassId]).Select(d => d.Box)];
        };
    }

    private static PlateReader ReaderOf(PlateRecognizer recognizer, IDetector<Detection>? detector)
    {
        PlateSighting[] sightings = new PlateSighting[PlatesMax];
        PlateComparison.VehicleFinder vehiclesOf = VehiclesOf(detector);
        return (in ImageView image) =>
        {
            BoundingBox[] vehicles = vehiclesOf(image);
            List<PlateFound> found = [];
            foreach (ref readonly PlateSighting plate in sightings.AsSpan(0, recognizer.Read(image, vehicles, sightings)))
                found.Add(new PlateFound(PixelBox.Of(plate.Plate, image.Width, image.Height), plate.Reading.Text.ToString(),
                    plate.Reading.Confidence));
            return found;
        };
    }

    private static Option<string> RegionOption()
    {
        Option<string> option = new("--region")
        {
            Description = "whose plate formats are expected",
            HelpName = string.Join('|', PlateFormats.Regions),
            DefaultValueFactory = _ => PlateFormats.Auto,
        };
        option.AcceptOnlyFromAmong([.. PlateFormats.Regions]);
        return option;
    }
}
