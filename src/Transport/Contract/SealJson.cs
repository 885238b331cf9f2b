using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>How the payload of a seal is written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SealStatement))]
internal sealed partial class SealJson : JsonSerializerContext;
