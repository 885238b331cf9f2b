using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>Payload of <c>state</c>, retained: whether the box is there. Its will is the same without time and streams.</summary>
/// <param name="State"><c>online</c> or <c>offline</c>.</param>
/// <param name="Reason"><c>connected</c>, <c>stopped</c> (by itself) or <c>lost</c> (the will).</param>
/// <param name="Time">When it was said; null in the will, which is written before it is true.</param>
/// <param name="Streams">Where each log ends; null in the will.</param>
public sealed record StateMessage(
    string State,
    string Reason,
    [property: JsonConverter(typeof(UtcMillisecondsConverter))] DateTimeOffset? Time = null,
    IReadOnlyList<StatePosition>? Streams = null);
