using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>RFC 3339 in UTC with exactly three decimals: <c>2026-10-05T08:15:31.204Z</c>. What is finer is cut off.</summary>
internal sealed class UtcMillisecondsConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[24];
        _ = value.UtcDateTime.TryFormat(text, out int length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
