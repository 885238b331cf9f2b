using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>
/// What describes a key frame: the record that the hash chain runs over. On the wire the chunk members (index, count, offset,
/// length) follow after the last member; cut off, the record's bytes remain. The members stand in the order in which they are written.
/// </summary>
public sealed record KeyFrameHeader
{
    /// <summary>The media type of every key frame.</summary>
    public const string JpegContentType = "image/jpeg";

    /// <summary>Limit of the contract, section 9.</summary>
    public const int JpegBytesMax = 512 * 1024;

    /// <summary><c>device.camera.kf.epoch.sequence</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>/sc1/org/site/device/camera.kf/epoch</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The place in the log, 16 decimal digits.</summary>
    public required string Sequence { get; init; }

    /// <summary>Bytes of the JPEG.</summary>
    public required int Size { get; init; }

    /// <summary>SHA-256 of the JPEG, base64url.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Always <see cref="JpegContentType"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    public required int Height { get; init; }

    /// <summary><c>scene</c>, <c>subject</c>, <c>plate</c> or <c>face</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The id of the event that names this picture.</summary>
    public required string Event { get; init; }

    /// <summary>When the picture was taken. UTC.</summary>
    [JsonConverter(typeof(UtcMillisecondsConverter))]
    public required DateTimeOffset Time { get; init; }

    /// <summary>What is masked in it: <c>none</c>, or a comma-separated list such as <c>faces,plates</c>.</summary>
    public required string Masking { get; init; }

    /// <summary>The link to the record before, see <see cref="Integrity.HashChain"/>.</summary>
    [JsonPropertyName("previoushash")]
    public required string PreviousHash { get; init; }

    /// <summary>16 random bytes, base64url.</summary>
    public required string Salt { get; init; }
}
