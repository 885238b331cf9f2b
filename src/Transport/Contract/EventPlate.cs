using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>What is agreed on a licence plate after one reading or more.</summary>
/// <param name="Score">How sure the whole text is, 0 to 1.</param>
/// <param name="Phase"><c>preview</c> while the vehicle is in view, <c>final</c> when it has gone.</param>
/// <param name="Votes">How many readings agreed.</param>
/// <param name="Box">The plate in the frame of the evidence.</param>
/// <param name="Text">Letters and digits without spaces and hyphens; null where only <paramref name="Hash"/> is told.</param>
/// <param name="Country">By the format, ISO 3166 code in capitals; null if no format fits.</param>
/// <param name="Characters">Place by place, what else it may be.</param>
/// <param name="ListHit">The list on which it stands; null if on none.</param>
/// <param name="Hash">Instead of the text, where the policy says so: 22 characters, the same for the same plate on the same device.</param>
public sealed record EventPlate(
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Score,
    string Phase, int Votes, EventBox Box, string? Text = null, string? Country = null,
    IReadOnlyList<EventPlateCharacter>? Characters = null, EventListHit? ListHit = null, string? Hash = null);
