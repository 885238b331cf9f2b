using System.Text.Json;
using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>
/// Payload of <c>cmd/{name}</c> (contract, section 8), or of a DSSE envelope of type <see cref="PayloadType"/> when it is signed: then it
/// also names the command and the box, so that it cannot be used for another.
/// </summary>
public sealed record CommandMessage
{
    /// <summary>The payload type of its envelope.</summary>
    public const string PayloadType = "application/vnd.safecity.command+json";

    /// <summary>Unique; a repeated one returns the stored reply and does nothing.</summary>
    public required string CommandId { get; init; }

    /// <summary>Who asks.</summary>
    public required string Issuer { get; init; }

    /// <summary>When it was asked.</summary>
    [JsonConverter(typeof(UtcMillisecondsConverter))]
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>After this it is not carried out any more.</summary>
    [JsonConverter(typeof(UtcMillisecondsConverter))]
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>What the command needs.</summary>
    public JsonElement? Args { get; init; }

    /// <summary>Where the reply goes, below the box's own <c>rsp/</c>; MQTT 5 has a property for it, which wins.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>The command's name; needed when it is signed.</summary>
    public string? Name { get; init; }

    /// <summary>The box, as <c>org/site/device</c>; needed when it is signed.</summary>
    public string? Device { get; init; }
}
