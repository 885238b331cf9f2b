using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>How commands are written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ReplayCommand))]
internal sealed partial class CommandJson : JsonSerializerContext;
