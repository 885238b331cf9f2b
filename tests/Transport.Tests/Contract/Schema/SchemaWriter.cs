using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Contract.Schema;

/// <summary>
/// Writes the contract's JSON Schema files from the C# types: closed ones for what a box produces, and open ones for what a platform
/// must accept (further members, further words).
/// </summary>
internal static class SchemaWriter
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Each message of the contract with a schema.</summary>
    internal static IReadOnlyDictionary<string, JsonTypeInfo> Messages { get; } = new SortedDictionary<string, JsonTypeInfo>(StringComparer.Ordinal)
    {
        ["event"] = EventJson.Default.CloudEvent,
        ["keyframe"] = EventJson.Default.KeyFrameHeader,
        ["seal"] = SealJson.Default.SealStatement,
        ["state"] = StateJson.Default.StateMessage,
        ["birth"] = StateJson.Default.BirthMessage,
        ["health"] = StateJson.Default.HealthMessage,
        ["cursors"] = StateJson.Default.CursorMessage,
        ["command"] = StateJson.Default.CommandMessage,
        ["reply"] = StateJson.Default.CommandReply,
        ["desired"] = StateJson.Default.ConfigurationDesired,
        ["reported"] = StateJson.Default.ConfigurationReport,
        ["replay"] = CommandJson.Default.ReplayCommand,
    };

    /// <summary>The text of a schema file.</summary>
    internal static string Write(string message, bool closed)
    {
        JsonNode schema = Messages[message].GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Transform(context, node, closed),
        });
        JsonObject whole = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"https://safecity.example/sc1/{(closed ? "produced" : "consumed")}/{message}.schema.json",
        };
        foreach ((string name, JsonNode? value) in schema.AsObject()) whole[name] = value?.DeepClone();
        if (message == "keyframe") AddChunkMembers(whole["properties"]!.AsObject());
        Inline(whole, whole);
        return whole.ToJsonString(Indented) + "\n";
    }

    /// <summary>Writes all files below a folder.</summary>
    internal static void WriteAll(string folder)
    {
        foreach (string message in Messages.Keys)
        {
            foreach (bool closed in new[] { true, false })
            {
                string path = Path.Combine(folder, closed ? "produced" : "consumed", $"{message}.schema.json");
                _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, Write(message, closed));
            }
        }
    }

    private static JsonObject Transform(JsonSchemaExporterContext context, JsonNode node, bool closed)
    {
        JsonObject schema = node as JsonObject ?? [];
        if (context.PropertyInfo is { } property)
        {
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (type == typeof(double)) schema["type"] = "number";
            if (type == typeof(DateTimeOffset)) (schema["type"], schema["pattern"]) = ("string", SchemaMembers.Time);
            string member = ((System.Reflection.PropertyInfo)property.AttributeProvider!).Name;
            if (SchemaMembers.Of(property.DeclaringType.Name, member) is { } extra) Merge(schema, extra, closed);
            if (SchemaText.Of(property.DeclaringType, member) is { } text) schema["description"] = text;
        }
        // What does not apply is not written, not even as null; whoever reads must bear it.
        if (closed && schema["type"] is JsonArray several)
            schema["type"] = several.Select(t => t!.GetValue<string>()).Single(t => t != "null");
        if (closed && schema.ContainsKey("properties")) schema["additionalProperties"] = false;
        return schema;
    }

    private static void Merge(JsonObject schema, JsonObject extra, bool closed)
    {
        foreach ((string name, JsonNode? value) in extra)
        {
            // A later agent may know more words; a platform takes those that it does not know for "other".
            if (name == "enum" && !closed) continue;
            schema[name] = value!.DeepClone();
        }
    }

    private static void AddChunkMembers(JsonObject properties)
    {
        foreach (string name in new[] { "index", "count", "offset", "length" })
            properties[name] = new JsonObject
            {
                ["description"] = "On the wire only, after the last member: not part of the record's bytes.",
                ["type"] = "integer",
                ["minimum"] = 0,
            };
    }

    /// <summary>The exporter points at a type's first occurrence; a reader of the file should not have to look there.</summary>
    private static void Inline(JsonObject root, JsonNode? at)
    {
        if (at is JsonArray list)
        {
            foreach (JsonNode? item in list.ToArray()) Inline(root, item);
        }
        if (at is not JsonObject node) return;
        if (node["$ref"] is JsonValue reference)
        {
            JsonNode target = root;
            foreach (string step in reference.GetValue<string>().TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
                target = target is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : target[step]!;
            _ = node.Remove("$ref");
            foreach ((string name, JsonNode? value) in target.AsObject())
            {
                if (!node.ContainsKey(name)) node[name] = value?.DeepClone();
            }
        }
        foreach ((_, JsonNode? value) in node.ToArray()) Inline(root, value);
    }
}
