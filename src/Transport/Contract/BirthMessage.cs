using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>Payload of <c>birth</c>, retained: what the box is and where its logs stand.</summary>
public sealed record BirthMessage
{
    /// <summary>The box.</summary>
    public required string Device { get; init; }

    /// <summary>When it was said.</summary>
    [JsonConverter(typeof(UtcMillisecondsConverter))]
    public required DateTimeOffset Time { get; init; }

    /// <summary>Version of the agent.</summary>
    public required string AgentVersion { get; init; }

    /// <summary><c>mqtt5</c> or <c>mqtt3.1.1</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Which promise holds (contract D4): <c>broker</c> or <c>endToEnd</c>.</summary>
    public required string Guarantee { get; init; }

    /// <summary>What the box can do, for example <c>track</c>, <c>keyframe</c>, <c>cmd/replay</c>.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>What it recognises with.</summary>
    public required IReadOnlyList<BirthModel> Models { get; init; }

    /// <summary>The keys that it seals with; left out when it makes no seals.</summary>
    public IReadOnlyList<BirthKey>? Keys { get; init; }

    /// <summary>Where its logs stand.</summary>
    public required IReadOnlyList<StatePosition> Streams { get; init; }
}
