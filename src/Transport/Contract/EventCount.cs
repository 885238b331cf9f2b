using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>What a barrier or region counted in an interval.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC, not included.</param>
/// <param name="All">Of all classes.</param>
/// <param name="Classes">By class, only those that came.</param>
public sealed record EventCount(
    [property: JsonConverter(typeof(UtcMillisecondsConverter))] DateTimeOffset From,
    [property: JsonConverter(typeof(UtcMillisecondsConverter))] DateTimeOffset To,
    EventTally All,
    IReadOnlyList<EventTally> Classes);
