using System.Text;
using System.Text.Json;

namespace SafeCity.Edge.ModelConverter.TensorFlow;

/// <summary>One operation of a TensorFlow graph, with its attributes as the JSON form of a protobuf writes them.</summary>
/// <param name="Name">Unique in the graph.</param>
/// <param name="Op">For example <c>_FusedConv2D</c>.</param>
/// <param name="Inputs">Names of the nodes whose only output it takes, in order; control inputs are left out.</param>
/// <param name="Attributes">The <c>attr</c> object, or an undefined element.</param>
internal sealed record GraphNode(string Name, string Op, IReadOnlyList<string> Inputs, JsonElement Attributes)
{
    /// <summary>A text attribute (base64 in JSON), or the default when it is absent.</summary>
    internal string Text(string name, string absent) => Find(name, "s") is { } value ? Decode(name, value) : absent;

    /// <summary>A truth value; false when absent.</summary>
    internal bool Flag(string name) => Find(name, "b") is { ValueKind: JsonValueKind.True };

    /// <summary>A list of whole numbers; empty when absent.</summary>
    internal int[] Integers(string name) => [.. Items(name, "i").Select(item => Integer(name, item))];

    /// <summary>A list of texts; empty when absent.</summary>
    internal string[] Texts(string name) => [.. Items(name, "s").Select(item => Decode(name, item))];

    /// <summary>The tensor shape of a placeholder; -1 for an unknown dimension.</summary>
    internal int[] Shape(string name)
    {
        if (Find(name, "shape") is not { ValueKind: JsonValueKind.Object } shape) return [];
        if (!shape.TryGetProperty("dim", out JsonElement dimensions)) return [];
        return [.. dimensions.EnumerateArray().Select(d => d.TryGetProperty("size", out JsonElement size) ? Integer(name, size) : -1)];
    }

    private JsonElement? Find(string name, string member) =>
        Attributes.ValueKind == JsonValueKind.Object
        && Attributes.TryGetProperty(name, out JsonElement attribute)
        && attribute.ValueKind == JsonValueKind.Object
        && attribute.TryGetProperty(member, out JsonElement value)
            ? value
            : null;

    private JsonElement[] Items(string name, string member) =>
        Find(name, "list") is { ValueKind: JsonValueKind.Object } list
        && list.TryGetProperty(member, out JsonElement items)
        && items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray()]
            : [];

    // 64-bit numbers are texts in protobuf's JSON form; some writers emit plain numbers.
    private int Integer(string name, JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int number)) return number;
        if (item.ValueKind == JsonValueKind.String && int.TryParse(item.GetString(), out number)) return number;
        throw Unreadable(name);
    }

    private string Decode(string name, JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.String && item.TryGetBytesFromBase64(out byte[]? bytes)) return Encoding.UTF8.GetString(bytes);
        throw Unreadable(name);
    }

    private ConversionException Unreadable(string name) => new($"node '{Name}' ({Op}) has an unreadable attribute '{name}'");
}
