using System.Text.Json.Serialization;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>The formats of one region, as stored in JSON.</summary>
public sealed record PlateFormatFile
{
    /// <summary>Short name, for example <c>eu</c>: the region setting.</summary>
    public required string Region { get; init; }

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The formats.</summary>
    public required IReadOnlyList<PlateFormat> Formats { get; init; }
}

/// <summary>How files of formats are read: nothing unknown, nothing twice, nothing null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Disallow)]
[JsonSerializable(typeof(PlateFormatFile))]
internal sealed partial class PlateFormatJson : JsonSerializerContext;
