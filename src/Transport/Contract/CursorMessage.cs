using System.Text.Json;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>Payload of <c>ack/{consumer}</c>, retained: up to where a platform has everything durably (contract C4).</summary>
/// <param name="Cursors">One for each log.</param>
public sealed record CursorMessage(IReadOnlyList<CursorPosition> Cursors)
{
    // 4096 logs of 100 bytes; foreign bytes are not parsed without a limit.
    private const int PayloadBytesMax = 512 * 1024;

    /// <summary>The message as a payload.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StateJson.Default.CursorMessage);

    /// <summary>Reads a payload; null when it is not one. Never throws on foreign bytes.</summary>
    public static CursorMessage? Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > PayloadBytesMax) return null;
        try
        {
            CursorMessage? message = JsonSerializer.Deserialize(payload, StateJson.Default.CursorMessage);
            bool fits = message is not null && message.Cursors.All(c => c is { Stream.Length: > 0, Epoch: > 0, Sequence: >= 0 });
            return fits ? message : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // Foreign bytes: the caller counts them.
            return null;
        }
    }
}
