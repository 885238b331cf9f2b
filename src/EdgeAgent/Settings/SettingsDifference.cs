using System.Text.Json.Nodes;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>One setting that differs.</summary>
/// <param name="Path">As <c>cameras[cam1].regions</c>.</param>
/// <param name="Before">As JSON; null where it was not set.</param>
/// <param name="After">Likewise.</param>
internal sealed record SettingsDifference(string Path, string? Before, string? After)
{
    /// <summary>All of them, in the order of the first, then what only the second has. Items of lists are matched by their name.</summary>
    internal static IReadOnlyList<SettingsDifference> Between(JsonObject before, JsonObject after)
    {
        List<SettingsDifference> found = [];
        Compare("", before, after, found);
        return found;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, List<SettingsDifference> found)
    {
        if (before is JsonObject a && after is JsonObject b)
        {
            foreach (string key in a.Select(p => p.Key).Union(b.Select(p => p.Key))) Compare(path.Length == 0 ? key : $"{path}.{key}", a[key], b[key], found);
            return;
        }
        if (Named(before) is { } old && Named(after) is { } current)
        {
            foreach (string name in old.Keys.Union(current.Keys)) Compare($"{path}[{name}]", old.GetValueOrDefault(name), current.GetValueOrDefault(name), found);
            return;
        }
        if (!JsonNode.DeepEquals(before, after)) found.Add(new SettingsDifference(path, before?.ToJsonString(), after?.ToJsonString()));
    }

    // Null unless every item has a name of its own.
    private static Dictionary<string, JsonNode>? Named(JsonNode? node)
    {
        if (node is not JsonArray list) return null;
        Dictionary<string, JsonNode> items = [];
        foreach (JsonNode? item in list)
        {
            string? name = item is JsonObject map ? (string?)(map["name"] ?? map["id"]) : null;
            if (name is null || !items.TryAdd(name, item!)) return null;
        }
        return items;
    }
}
