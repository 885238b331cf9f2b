using System.Text.Json;
using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>What happened in a clip. Frames are counted from 0; what a clip has nothing of is null.</summary>
internal sealed record ClipTruth
{
    [JsonIgnore]
    internal string Clip { get; init; } = "";

    /// <summary>Pixels.</summary>
    [JsonPropertyName("size")]
    public int[]? Size { get; init; }

    [JsonPropertyName("fps")]
    public double? Fps { get; init; }

    /// <summary>Whether the camera looks straight down.</summary>
    [JsonIgnore]
    internal bool IsFromAbove => View?.Contains("straight down", StringComparison.Ordinal) ?? false;

    /// <summary>Where the camera looks from, in words.</summary>
    [JsonPropertyName("view")]
    public string? View { get; init; }

    [JsonPropertyName("line")]
    public TruthLine? Line { get; init; }

    [JsonPropertyName("crossings")]
    public IReadOnlyList<TruthCrossing>? Crossings { get; init; }

    [JsonPropertyName("persons")]
    public IReadOnlyList<TruthStay>? Persons { get; init; }

    /// <summary>Pairs of frame and what stands there then, a letter each, from left to right.</summary>
    [JsonPropertyName("coarse_states_bottles_LMR")]
    public IReadOnlyList<JsonElement[]>? Things { get; init; }

    /// <summary>Persons in view, by frame.</summary>
    [JsonPropertyName("person_counts_approx")]
    public IReadOnlyDictionary<string, int>? Counts { get; init; }
}
