using System.Text.Json.Nodes;

namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>A kind of single value: how it is read, what is allowed, how it looks in the JSON Schema.</summary>
/// <param name="Allowed">What a person may write, as it ends the sentence "use ...".</param>
/// <param name="Example">Stands in for a value that is at fault, so that reading goes on and finds every fault.</param>
internal sealed record ScalarType<T>(string Allowed, T Example)
{
    /// <summary>False: the text is none of the allowed.</summary>
    internal delegate bool Reader(string text, out T value);

    /// <summary>Reads the text.</summary>
    internal required Reader TryRead { get; init; }

    /// <summary>Makes the JSON Schema of it (2020-12).</summary>
    internal required Func<JsonObject> Schema { get; init; }

    /// <summary>The value is never quoted in a message, and shown as it was written.</summary>
    internal bool IsSecret { get; init; }

    /// <summary>The text may hold <c>${secret:NAME}</c>; its values are put in.</summary>
    internal bool TakesSecrets { get; init; }

    /// <summary>The text is an address, in which some signs have a meaning: secrets are put in percent-encoded.</summary>
    internal bool EscapesSecrets { get; init; }

    /// <summary>Says what is wrong with the text before secrets are put in; null for nothing.</summary>
    internal Func<string, string?>? CheckWritten { get; init; }

    /// <summary>Words that a slip may have meant; empty where any text goes.</summary>
    internal IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Of a value, as it would be written in the file.</summary>
    internal Func<T, JsonNode?> Write { get; init; } = static value => value is null ? null : JsonValue.Create(value.ToString());
}
