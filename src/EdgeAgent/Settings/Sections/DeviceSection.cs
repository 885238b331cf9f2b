using SafeCity.Edge.Agent.Settings.Yaml;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary><c>device</c>: who the box is.</summary>
internal static class DeviceSection
{
    private const int CharactersMax = 36;

    internal static DeviceIdentity Bind(YamlMap map) => new(
        map.Required("org", Scalars.Name(CharactersMax), "the organisation, in topics"),
        map.Required("site", Scalars.Name(CharactersMax), "the place, in topics"),
        map.Required("name", Scalars.Name(CharactersMax), "this box, in topics; unique in the organisation"));
}
