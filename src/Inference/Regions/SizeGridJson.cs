using System.Text.Json.Serialization;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>How a grid is read: nothing unknown, nothing twice, nothing null or missing.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(SizeGridFile))]
internal sealed partial class SizeGridJson : JsonSerializerContext;
