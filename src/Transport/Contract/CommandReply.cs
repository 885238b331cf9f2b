using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>Payload of <c>rsp/{requester}</c>.</summary>
/// <param name="CommandId">The command's.</param>
/// <param name="Command">Its name.</param>
/// <param name="Status"><c>accepted</c>, <c>progress</c>, <c>done</c>, <c>failed</c>, <c>rejected</c> or <c>expired</c>.</param>
/// <param name="Time">When it was said.</param>
/// <param name="Detail">A sentence; null when there is nothing to say.</param>
public sealed record CommandReply(
    string CommandId, string Command, string Status,
    [property: JsonConverter(typeof(UtcMillisecondsConverter))] DateTimeOffset Time, string? Detail = null);
