using System.CommandLine;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>The options that choose a model, shared by the verbs that look at pictures.</summary>
internal static class ModelOptions
{
    /// <summary>See <see cref="DefaultModels"/>.</summary>
    internal const string DefaultModel = DefaultModels.Whole;

    /// <summary>See <see cref="DefaultModels"/>.</summary>
    internal const string DefaultCropModel = DefaultModels.Crop;

    /// <summary>See <see cref="DefaultModels"/>.</summary>
    internal const string DefaultFaceModel = DefaultModels.Faces;

    /// <summary>See <see cref="DefaultModels"/>.</summary>
    internal static DetectorOptions Options => DefaultModels.Options;

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
    internal static VisionModels OpenVision(RunSettings settings) =>
        VisionModels.Open(ModelStore.Open(settings.ModelsDirectory ?? DefaultDirectory()), settings.Models, settings.Cameras.Count);

    /// <summary>What the options say; those that were not given come from the settings file, if there is one.</summary>
    internal static VisionModelChoice Choose(ParseResult result, VisionModelChoice? file) => new(
        GivenOption.Or(result, Model, file?.Whole),
        GivenOption.Or(result, CropModel, file?.Crop),
        file is null || GivenOption.Is(result, FaceModel) ? Named(result.GetRequiredValue(FaceModel)) : file.Faces,
        PlateOptions.Read(result) ?? file?.Plates,
        Options);

    private static string? Named(string model) => model == "none" ? null : model;

    /// <summary>Opens the chosen detector, after its file was checked against its card.</summary>
    internal static IDetector<Detection> OpenDetector(ParseResult result) =>
        DetectorFactory.Open(ModelStore.Open(result.GetRequiredValue(Directory)), result.GetRequiredValue(Model), Options);

    // Installed, the models lie beside the program; in a checkout, above its build folder.
    internal static string DefaultDirectory()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string models = Path.Combine(folder.FullName, "models");
            if (System.IO.Directory.Exists(models) && System.IO.Directory.EnumerateFiles(models, "*.card.json").Any()) return models;
        }
        return "models";
    }
}
