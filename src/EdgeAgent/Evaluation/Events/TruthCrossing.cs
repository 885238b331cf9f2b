using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>A crossing: class, direction (up or down), and the frames in which the object's first and last edge met the line.</summary>
internal sealed record TruthCrossing(
    [property: JsonPropertyName("class")] string Class, [property: JsonPropertyName("dir")] string Direction, [property: JsonPropertyName("frames")] int[] Frames);
