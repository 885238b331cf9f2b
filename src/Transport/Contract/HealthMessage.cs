using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>
/// Payload of <c>health</c>, retained, every 60 s. The streams let a consumer see a loss at the end of a log (contract C5).
/// </summary>
public sealed record HealthMessage
{
    /// <summary>When it was said.</summary>
    [JsonConverter(typeof(UtcMillisecondsConverter))]
    public required DateTimeOffset Time { get; init; }

    /// <summary>Seconds since the uplink was started.</summary>
    public required long UptimeSeconds { get; init; }

    /// <summary>Where each log stands.</summary>
    public required IReadOnlyList<StatePosition> Streams { get; init; }

    /// <summary>What the uplink has done.</summary>
    public required HealthUplink Uplink { get; init; }

    /// <summary>How the store stands.</summary>
    public required HealthStore Store { get; init; }
}
