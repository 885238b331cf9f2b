using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>Settings as text: what <c>config show</c> prints and <c>config set</c> puts in.</summary>
internal static partial class YamlWriter
{
    /// <summary>In block style, lists of plain values in one line.</summary>
    internal static string Write(JsonObject settings)
    {
        StringBuilder text = new();
        WriteMap(text, settings, "");
        return text.ToString();
    }

    /// <summary>A text as a YAML value: plain where that reads back as the same text, else in double quotes.</summary>
    internal static string Scalar(string text) => Plain().IsMatch(text) && !text.EndsWith(':') && !text.Contains(": ", StringComparison.Ordinal)
        ? text
        : JsonValue.Create(text).ToJsonString(Relaxed);

    private static System.Text.Json.JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void WriteMap(StringBuilder text, JsonObject map, string indent)
    {
        foreach ((string key, JsonNode? value) in map)
        {
            if (value is null) continue;
            text.Append(indent).Append(key).Append(':');
            WriteValue(text, value, indent);
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode value, string indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                text.Append('\n');
                WriteMap(text, map, indent + "  ");
                break;
            case JsonArray list when list.Any(i => i is JsonObject):
                text.Append('\n');
                foreach (JsonNode? item in list)
                {
                    StringBuilder inner = new();
                    WriteMap(inner, (JsonObject)item!, indent + "    ");
                    // The dash takes the place of the first key's indentation.
                    text.Append(indent).Append("  - ").Append(inner.ToString()[(indent.Length + 4)..]);
                }
                break;
            default:
                text.Append(' ').Append(Flow(value)).Append('\n');
                break;
        }
    }

    private static string Flow(JsonNode? value) => value switch
    {
        JsonArray list => $"[{string.Join(", ", list.Select(Flow))}]",
        JsonObject => "{}",
        JsonValue scalar when scalar.GetValueKind() == System.Text.Json.JsonValueKind.String => Scalar(scalar.GetValue<string>()),
        _ => value!.ToJsonString(),
    };

    // No sign that YAML gives a meaning, neither at the beginning nor in a list in brackets.
    [GeneratedRegex(@"^[A-Za-z0-9_/.$](?:[A-Za-z0-9 _/.:$+=@;~^()-]*[A-Za-z0-9_/.$+=@;~^()-])?\z")]
    private static partial Regex Plain();
}
