using System.Text.Json;

namespace SafeCity.Edge.ModelConverter.TensorFlow;

/// <summary>One entry of the weights manifest.</summary>
/// <param name="Name">Name of the constant in the graph.</param>
/// <param name="Shape">Dimensions, empty for a scalar.</param>
/// <param name="StoredType">How the shard holds it: <c>float32</c>, <c>float16</c> or <c>int32</c>.</param>
internal sealed record WeightSpecification(string Name, IReadOnlyList<int> Shape, string StoredType)
{
    /// <summary>Number of values.</summary>
    internal long Count => Shape.Aggregate(1L, (product, side) => checked(product * side));

    /// <summary>Bytes in the shard.</summary>
    internal long ByteCount => checked(Count * (StoredType == "float16" ? 2 : 4));

    internal static WeightSpecification Parse(JsonElement entry)
    {
        string name = entry.GetProperty("name").GetString() ?? "";
        string type = entry.GetProperty("dtype").GetString() ?? "";
        int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(side => side.GetInt32())];
        string stored = entry.TryGetProperty("quantization", out JsonElement quantization)
            ? quantization.GetProperty("dtype").GetString() ?? ""
            : type;
        bool known = (type, stored) is ("float32", "float32") or ("float32", "float16") or ("int32", "int32");
        if (!known)
        {
            throw new ConversionException($"weight '{name}' is {type} stored as {stored}: only float32, float16 and int32 are read");
        }
        if (shape.Any(side => side < 0)) throw new ConversionException($"weight '{name}' has a negative dimension");
        return new WeightSpecification(name, shape, stored);
    }
}
