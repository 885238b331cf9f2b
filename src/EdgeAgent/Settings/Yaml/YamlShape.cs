using System.Text.Json.Nodes;

namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>What a map may hold, recorded while it is read; the JSON Schema and the list of valid keys come from here, so that they cannot differ from the reader.</summary>
internal sealed class YamlShape
{
    private readonly Dictionary<string, JsonObject> _properties = new(StringComparer.Ordinal);
    private readonly List<string> _required = [];
    private readonly List<(string Key, string Value, YamlShape Shape)> _cases = [];

    internal IEnumerable<string> Keys => _properties.Keys;

    internal void Add(string key, JsonObject schema, string description, bool required)
    {
        schema["description"] = description;
        if (!_properties.TryAdd(key, schema)) return;
        if (required) _required.Add(key);
    }

    /// <summary>Adds what the map may hold besides when a key has a value.</summary>
    internal void AddCase(string key, string value, YamlShape shape) => _cases.Add((key, value, shape));

    internal JsonObject ToSchema()
    {
        JsonObject schema = new() { ["type"] = "object" };
        JsonObject properties = [];
        foreach ((string key, JsonObject property) in _properties) properties[key] = property.DeepClone();
        schema["properties"] = properties;
        if (_required.Count > 0) schema["required"] = new JsonArray([.. _required.Select(r => (JsonNode?)r)]);
        // Which keys are allowed depends on the case; without one it is the key itself that is wrong.
        if (_cases.Count > 0) schema["allOf"] = new JsonArray([.. _cases.Select(c => (JsonNode?)ToCase(c.Key, c.Value, c.Shape))]);
        else schema["additionalProperties"] = false;
        return schema;
    }

    private JsonObject ToCase(string key, string value, YamlShape shape)
    {
        JsonObject then = shape.ToSchema();
        JsonObject properties = (JsonObject)then["properties"]!;
        foreach (string own in _properties.Keys)
            if (!properties.ContainsKey(own)) properties[own] = true;
        return new JsonObject
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { [key] = new JsonObject { ["const"] = value } }, ["required"] = new JsonArray(key) },
            ["then"] = then,
        };
    }
}
