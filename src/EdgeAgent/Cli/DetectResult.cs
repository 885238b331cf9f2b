using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>What <c>detect --json</c> prints for each picture, one line of JSON.</summary>
internal sealed record DetectResult(string File, int Width, int Height, IReadOnlyList<DetectedObject> Detections, string Picture);

/// <summary>One object; the origin of its box is top left.</summary>
internal sealed record DetectedObject(string Label, float Score, DetectedBox Box);

/// <summary>In parts of the picture, rounded to a pixel of a very large one.</summary>
internal sealed record DetectedBox(float X, float Y, float Width, float Height);

/// <summary>Serialises results without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DetectResult))]
internal sealed partial class DetectResultJson : JsonSerializerContext;
