using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>What is read of a COCO file; outlines and the rest are skipped.</summary>
internal sealed record CocoInstances(
    IReadOnlyList<CocoImage>? Images, IReadOnlyList<CocoAnnotation>? Annotations, IReadOnlyList<CocoCategory>? Categories);

/// <summary>A picture.</summary>
internal sealed record CocoImage(long Id, string? FileName);

/// <summary>A labelled object; its box is x, y, width, height in pixels.</summary>
internal sealed record CocoAnnotation(
    long Id, long ImageId, long CategoryId, double[]? Bbox, double? Area, [property: JsonPropertyName("iscrowd")] int IsCrowd);

/// <summary>A class.</summary>
internal sealed record CocoCategory(long Id, string? Name);

/// <summary>Reads without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CocoInstances))]
internal sealed partial class CocoJson : JsonSerializerContext;
