using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>An object's whole stay in the picture.</summary>
/// <param name="Start">When it was first seen. UTC.</param>
/// <param name="End">When it was last seen. UTC.</param>
/// <param name="EndReason">Why the track ended: <c>left</c>, <c>lost</c>, <c>stopped</c> (the agent ended).</param>
/// <param name="Hits">In how many frames it was detected.</param>
/// <param name="Path">Where it went, at most <see cref="PathPointsMax"/> points.</param>
public sealed record EventTrack(
    [property: JsonConverter(typeof(UtcMillisecondsConverter))] DateTimeOffset Start,
    [property: JsonConverter(typeof(UtcMillisecondsConverter))] DateTimeOffset End,
    string EndReason, int Hits, IReadOnlyList<EventPathPoint> Path)
{
    /// <summary>Limit of the contract, section 9.</summary>
    public const int PathPointsMax = 64;
}
