using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>How the status messages are written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StateMessage))]
[JsonSerializable(typeof(BirthMessage))]
[JsonSerializable(typeof(HealthMessage))]
[JsonSerializable(typeof(CursorMessage))]
[JsonSerializable(typeof(CommandMessage))]
[JsonSerializable(typeof(CommandReply))]
[JsonSerializable(typeof(DsseEnvelope))]
[JsonSerializable(typeof(ConfigurationDesired))]
[JsonSerializable(typeof(ConfigurationReport))]
internal sealed partial class StateJson : JsonSerializerContext;
