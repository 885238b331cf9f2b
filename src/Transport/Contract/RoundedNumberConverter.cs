using System.Text.Json;
using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>Writes a number with a fixed number of decimals at most: digits beyond the measurement's accuracy only cost bytes.</summary>
internal abstract class RoundedNumberConverter(int decimals) : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    /// <exception cref="JsonException">Not a finite number: JSON has no word for it.</exception>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (!double.IsFinite(value)) throw new JsonException($"{value} is not a finite number");
        // Adding zero turns -0 into 0.
        writer.WriteNumberValue(Math.Round(value, decimals, MidpointRounding.AwayFromZero) + 0.0);
    }
}
