using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>Frames in which somebody came into view and went out of it.</summary>
internal sealed record TruthStay([property: JsonPropertyName("enter")] int Enter, [property: JsonPropertyName("leave")] int Leave);
