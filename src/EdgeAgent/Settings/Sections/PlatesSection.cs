using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Settings.Yaml;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary><c>plates</c>: how plates are read, and which are looked for. Which cameras read them is said in their privacy.</summary>
internal static class PlatesSection
{
    internal static PlatePolicy Bind(YamlMap map)
    {
        string region = map.Optional(
            "region", Scalars.OneOf([.. PlateFormats.Regions.Select(r => (r, r))]), PlateFormats.Auto, "formats of which region");
        string purpose = map.Required("purpose", Scalars.Text(), "why plates are read, for example traffic-safety; goes into every event");
        IReadOnlyList<string> files = map.Values("lists", Scalars.Path, [], "text files of plates to look for, one a line; the file's name names the list");
        List<PlateList> lists = [];
        for (int i = 0; i < files.Count; i++)
        {
            try
            {
                lists.Add(PlateList.Load(map.PathOf(files[i])));
            }
            catch (PlateFormatException e)
            {
                map.Fault("lists", e.Message);
            }
        }
        return new PlatePolicy(purpose, DefaultModels.Plates(region), lists);
    }
}
