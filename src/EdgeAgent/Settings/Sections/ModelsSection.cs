using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary><c>models</c>: which models look.</summary>
internal static class ModelsSection
{
    internal static (string? Folder, VisionModelChoice Choice) Bind(YamlMap map)
    {
        string? folder = map.OptionalOrNull("folder", Scalars.Path, "folder of the model cards and weights (default: beside the program)");
        string faces = map.Optional("faces", Scalars.Text(80), DefaultModels.Faces, "card of the face detector, or none");
        return (folder is null ? null : map.PathOf(folder), new VisionModelChoice(
            map.Optional("whole", Scalars.Text(80), DefaultModels.Whole, "card of the detector of whole frames"),
            map.Optional("crop", Scalars.Text(80), DefaultModels.Crop, "card of the detector of crops"),
            faces == "none" ? null : faces,
            null,
            DefaultModels.Options));
    }
}
