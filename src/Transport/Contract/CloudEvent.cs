using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>
/// One finished fact as it goes over the wire: CloudEvents 1.0, structured JSON. The members stand in the order in which they are
/// written; the hash chain runs over the written bytes, so the order is part of the contract. Written and read by <see cref="EventText"/>.
/// </summary>
public sealed record CloudEvent
{
    /// <summary>The version of CloudEvents that this follows.</summary>
    public const string SpecVersionText = "1.0";

    /// <summary>The media type of <see cref="Data"/>.</summary>
    public const string JsonContentType = "application/json";

    /// <summary>Always <c>1.0</c>.</summary>
    [JsonPropertyName("specversion")]
    public required string SpecVersion { get; init; }

    /// <summary><c>device.stream.epoch.sequence</c>, see <see cref="RecordName.Id"/>.</summary>
    public required string Id { get; init; }

    /// <summary><c>/sc1/org/site/device/stream/epoch</c>, see <see cref="RecordName.Source"/>.</summary>
    public required string Source { get; init; }

    /// <summary><c>org.safecity.edge.{type}.v1</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What the fact is about: a track's UUIDv7; the phases of one situation share it.</summary>
    public required string Subject { get; init; }

    /// <summary>When it happened (of a track: when it was seen best). UTC, written with milliseconds.</summary>
    [JsonConverter(typeof(UtcMillisecondsConverter))]
    public required DateTimeOffset Time { get; init; }

    /// <summary>When it was handed to the store. UTC, written with milliseconds.</summary>
    [JsonPropertyName("recordedtime"), JsonConverter(typeof(UtcMillisecondsConverter))]
    public required DateTimeOffset RecordedTime { get; init; }

    /// <summary>Always <see cref="JsonContentType"/>.</summary>
    [JsonPropertyName("datacontenttype")]
    public required string DataContentType { get; init; }

    /// <summary><c>device/camera</c>: what must stay in order has the same key.</summary>
    [JsonPropertyName("partitionkey")]
    public required string PartitionKey { get; init; }

    /// <summary>The place in the log, 16 decimal digits.</summary>
    public required string Sequence { get; init; }

    /// <summary>The link to the record before, see <see cref="Integrity.HashChain"/>.</summary>
    [JsonPropertyName("previoushash")]
    public required string PreviousHash { get; init; }

    /// <summary>16 random bytes, base64url: nobody can guess a record's content from its hash.</summary>
    public required string Salt { get; init; }

    /// <summary>The fact itself.</summary>
    public required EventData Data { get; init; }
}
