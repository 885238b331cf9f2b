using System.Text.Json;
using System.Text.Json.Serialization;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>Payload of <c>cmd/replay</c>: a consumer asks for records that it lacks (contract C2).</summary>
/// <param name="CommandId">Unique; a repeated one is carried out once.</param>
/// <param name="Stream">The log's name.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="From">First sequence, from 1.</param>
/// <param name="To">Last sequence.</param>
/// <param name="IssuedAt">When it was asked.</param>
/// <param name="NotAfter">After this it is of no use any more.</param>
public sealed record ReplayCommand(
    string CommandId,
    string Stream,
    long Epoch,
    long From,
    long To,
    [property: JsonConverter(typeof(UtcMillisecondsConverter))] DateTimeOffset IssuedAt,
    [property: JsonConverter(typeof(UtcMillisecondsConverter))] DateTimeOffset NotAfter)
{
    // Far above any command of ours; foreign bytes are not parsed without a limit.
    private const int PayloadBytesMax = 4096;
    private const int CommandIdCharactersMax = 64;

    /// <summary>The log that is meant.</summary>
    [JsonIgnore]
    public StreamKey Key => new(Stream, Epoch);

    /// <summary>The command as a payload.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, CommandJson.Default.ReplayCommand);

    /// <summary>Reads a payload; null when it is malformed, contradicts itself or has expired. Never throws on foreign bytes.</summary>
    public static ReplayCommand? Parse(ReadOnlySpan<byte> payload, DateTimeOffset now)
    {
        if (payload.Length > PayloadBytesMax) return null;
        ReplayCommand? command;
        try
        {
            command = JsonSerializer.Deserialize(payload, CommandJson.Default.ReplayCommand);
        }
        // FormatException: a time that is no time, thrown by the converter.
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
        if (command is null || command.CommandId.Length is 0 or > CommandIdCharactersMax || command.Stream.Length == 0) return null;
        return command.From >= 1 && command.To >= command.From && command.NotAfter >= now ? command : null;
    }
}
