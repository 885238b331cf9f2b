using System.Globalization;
using System.Text.Json.Nodes;

namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>The kinds of single values that settings are made of. Ranges include both ends.</summary>
internal static class Scalars
{
    /// <summary>Any text of a length.</summary>
    internal static ScalarType<string> Text(int charactersMax = 200) => new($"1 to {charactersMax} characters", "text")
    {
        TryRead = (string text, out string value) => (value = text).Length is > 0 && text.Length <= charactersMax && !text.Any(char.IsControl),
        Schema = () => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = charactersMax },
    };

    /// <summary>A name on the wire: <c>[a-z0-9-]</c> (contract, section 2).</summary>
    internal static ScalarType<string> Name(int charactersMax) => new($"1 to {charactersMax} of a-z, 0-9 and '-'", "name")
    {
        TryRead = (string text, out string value) => (value = text).Length is > 0 && text.Length <= charactersMax
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
        Schema = () => new JsonObject { ["type"] = "string", ["pattern"] = $"^[a-z0-9-]{{1,{charactersMax}}}$" },
    };

    internal static ScalarType<long> Integer(long min, long max) => new($"a whole number from {min} to {max}", Math.Clamp(1, min, max))
    {
        TryRead = (string text, out long value) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= min && value <= max,
        Schema = () => new JsonObject { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max },
        Write = value => JsonValue.Create(value),
    };

    internal static ScalarType<double> Number(double min, double max) => new(Range("a number", min, max), Math.Clamp(1, min, max))
    {
        TryRead = (string text, out double value) => TryNumber(text, out value) && value >= min && value <= max,
        Schema = () => new JsonObject { ["type"] = "number", ["minimum"] = min, ["maximum"] = max },
        Write = value => JsonValue.Create(value),
    };

    /// <summary>A duration in seconds, for keys that end in <c>Seconds</c>.</summary>
    internal static ScalarType<TimeSpan> Seconds(double min, double max) => Duration("seconds", TimeSpan.FromSeconds, static t => t.TotalSeconds, (min, max));

    /// <summary>A duration in hours, for keys that end in <c>Hours</c>.</summary>
    internal static ScalarType<TimeSpan> Hours(double min, double max) => Duration("hours", TimeSpan.FromHours, static t => t.TotalHours, (min, max));

    /// <summary><c>true</c> or <c>false</c>.</summary>
    internal static ScalarType<bool> Flag { get; } = new("true or false", false)
    {
        TryRead = static (string text, out bool value) => (value = text == "true") || text == "false",
        Schema = static () => new JsonObject { ["type"] = "boolean" },
        Words = ["true", "false"],
        Write = static value => JsonValue.Create(value),
    };

    /// <summary>One of some words.</summary>
    internal static ScalarType<T> OneOf<T>(params (string Word, T Value)[] choices)
        where T : notnull => new(string.Join(" or ", choices.Select(c => c.Word)), choices[0].Value)
        {
            TryRead = (string text, out T value) =>
            {
                int at = Array.FindIndex(choices, c => c.Word == text);
                value = at < 0 ? choices[0].Value : choices[at].Value;
                return at >= 0;
            },
            // Off, on and the like are no text for YAML 1.1 parsers in editors.
            Schema = () => new JsonObject { ["enum"] = new JsonArray([.. choices.Select(c => (JsonNode?)c.Word)]) },
            Words = [.. choices.Select(c => c.Word)],
            Write = value => JsonValue.Create(Array.Find(choices, c => c.Value.Equals(value)).Word),
        };

    /// <summary>A path; relative ones begin at the folder of the settings file (<see cref="YamlMap.PathOf"/>).</summary>
    internal static ScalarType<string> Path { get; } = new("a path", "path")
    {
        TryRead = static (string text, out string value) => (value = text).Length is > 0 and <= 4096 && !text.Any(char.IsControl),
        Schema = static () => new JsonObject { ["type"] = "string", ["minLength"] = 1 },
    };

    /// <summary>A secret: nothing but a reference into the secrets file.</summary>
    internal static ScalarType<Secret> Secret { get; } = new("${secret:NAME} and put the value under NAME into the secrets file", new Secret(""))
    {
        TryRead = static (string text, out Secret value) => (value = new Secret(text)) is not null && text.Length > 0,
        Schema = static () => new JsonObject { ["type"] = "string", ["pattern"] = "^\\$\\{secret:[A-Za-z0-9._-]+\\}$" },
        IsSecret = true,
        TakesSecrets = true,
        CheckWritten = static text => text.StartsWith("${secret:", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1
            ? null
            : "a secret does not stand in the settings: use ${secret:NAME} and put the value under NAME into the secrets file",
    };

    internal static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);

    private static ScalarType<TimeSpan> Duration(string unit, Func<double, TimeSpan> make, Func<TimeSpan, double> amount, (double Min, double Max) range) =>
        new(Range(unit, range.Min, range.Max), make(Math.Clamp(1, range.Min, range.Max)))
        {
            TryRead = (string text, out TimeSpan value) =>
            {
                bool good = TryNumber(text, out double number) && number >= range.Min && number <= range.Max;
                value = make(good ? number : range.Min);
                return good;
            },
            Schema = () => new JsonObject { ["type"] = "number", ["minimum"] = range.Min, ["maximum"] = range.Max },
            Write = value => JsonValue.Create(amount(value)),
        };

    private static string Range(string what, double min, double max) => string.Create(CultureInfo.InvariantCulture, $"{what} from {min} to {max}");
}
