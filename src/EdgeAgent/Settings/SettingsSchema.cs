using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Settings.Sections;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>The JSON Schema (2020-12) of the settings file, for editors; made by the reader itself.</summary>
internal static class SettingsSchema
{
    internal static JsonObject Make()
    {
        JsonObject schema = YamlMap.Describe(FileSection.Bind);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "SafeCity.Edge settings");
        return schema;
    }
}
