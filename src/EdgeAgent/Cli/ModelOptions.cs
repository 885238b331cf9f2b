using System.CommandLine;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>The options that choose a model, shared by the verbs that look at pictures.</summary>
internal static class ModelOptions
{
    /// <summary>Best count of persons for its cost on the demo clip; the table stands in DESIGN.md of Inference.</summary>
    internal const string DefaultModel = "centernet-640x384";

    /// <summary>See the figures in DESIGN.md of Inference.</summary>
    internal const string DefaultCropModel = "centernet-256x256";

    /// <summary>Heads of persons are cut out and enlarged: there the small one finds as many faces as the large one for a quarter of the time.</summary>
    internal const string DefaultFaceModel = "blazeface-front-128x128";

    /// <summary>Weak detections are given too: the tracker continues by them, and masking goes by them.</summary>
    internal static DetectorOptions Options { get; } = new() { ScoreThreshold = HeadRegion.PersonScoreMin };

    internal static Option<string> Directory { get; } = new("--models")
    {
        Description = "folder of the model cards and weights",
        HelpName = "DIR",
        DefaultValueFactory = _ => DefaultDirectory(),
    };

    internal static Option<string> Model { get; } = new("--model")
    {
        Description = "name of the detector's model card",
        HelpName = "NAME",
        DefaultValueFactory = _ => DefaultModel,
    };

    internal static Option<string> CropModel { get; } = new("--crop-model")
    {
        Description = "name of the card of the detector for crops",
        HelpName = "NAME",
        DefaultValueFactory = _ => DefaultCropModel,
    };

    internal static Option<string> FaceModel { get; } = new("--face-model")
    {
        Description = "name of the card of the face detector, or 'none'",
        HelpName = "NAME",
        DefaultValueFactory = _ => DefaultFaceModel,
    };

    /// <summary>Opens all models of a run, after their files were checked against their cards.</summary>
    internal static VisionModels OpenVision(ParseResult result, int cameras)
    {
        string faces = result.GetRequiredValue(FaceModel);
        VisionModelChoice choice = new(result.GetRequiredValue(Model), result.GetRequiredValue(CropModel), faces == "none" ? null : faces, Options);
        return VisionModels.Open(ModelStore.Open(result.GetRequiredValue(Directory)), choice, cameras);
    }

    /// <summary>Opens the chosen detector, after its file was checked against its card.</summary>
    internal static IDetector<Detection> OpenDetector(ParseResult result) =>
        DetectorFactory.Open(ModelStore.Open(result.GetRequiredValue(Directory)), result.GetRequiredValue(Model), Options);

    // Installed, the models lie beside the program; in a checkout, above its build folder.
    private static string DefaultDirectory()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string models = Path.Combine(folder.FullName, "models");
            if (System.IO.Directory.Exists(models) && System.IO.Directory.EnumerateFiles(models, "*.card.json").Any()) return models;
        }
        return "models";
    }
}
