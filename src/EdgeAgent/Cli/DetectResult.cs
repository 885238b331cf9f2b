using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>What <c>detect --json</c> prints for each picture, one line of JSON.</summary>
internal sealed record DetectResult(string File, int Width, int Height, IReadOnlyList<DetectedObject> Detections, string Picture);

/// <summary>One object; the box is in parts of the picture, [0,1], origin top left.</summary>
internal sealed record DetectedObject(string Label, float Score, float X, float Y, float BoxWidth, float BoxHeight);

/// <summary>Serialises results without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DetectResult))]
internal sealed partial class DetectResultJson : JsonSerializerContext;
