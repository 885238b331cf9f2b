using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>What a subscriber received and how complete it is; written as JSON and shown by <c>report</c>.</summary>
internal sealed record SubscriberSummary
{
    public required long EventsReceived { get; init; }

    public required long KeyFramesReceived { get; init; }

    /// <summary>Records that came more than once and were dropped (delivery is at least once).</summary>
    public required long Duplicates { get; init; }

    /// <summary>Sequences that are missing below the highest known one.</summary>
    public required long Gaps { get; init; }

    /// <summary>Broken hashes, altered pictures, malformed messages: sentences, empty when all is well.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>Folder of the received key frames; null if they were not kept.</summary>
    public string? KeyFrames { get; init; }

    [JsonIgnore]
    public bool IsComplete => Gaps == 0 && Findings.Count == 0;
}

/// <summary>Serialises summaries without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SubscriberSummary))]
internal sealed partial class SubscriberSummaryJson : JsonSerializerContext;
