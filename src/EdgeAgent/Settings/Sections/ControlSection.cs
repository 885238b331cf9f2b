using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary><c>control</c>: the socket of the running agent.</summary>
internal static class ControlSection
{
    internal static string Bind(YamlMap map) =>
        map.PathOf(map.Required("socket", Scalars.Path, "file of the socket, at most 107 bytes (default: control.sock in the store's folder)"));
}
