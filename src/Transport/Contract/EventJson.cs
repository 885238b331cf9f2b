using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>How events and key-frame headers are written; generated, so it needs no reflection and keeps the members' order.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CloudEvent))]
[JsonSerializable(typeof(KeyFrameHeader))]
internal sealed partial class EventJson : JsonSerializerContext;
