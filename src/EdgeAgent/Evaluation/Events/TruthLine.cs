using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>A level line, in pixels.</summary>
internal sealed record TruthLine([property: JsonPropertyName("y")] double Y, [property: JsonPropertyName("x")] double[] X);
