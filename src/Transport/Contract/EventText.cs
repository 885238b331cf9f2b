using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>Records to bytes and back. The same record always gives the same bytes.</summary>
public static class EventText
{
    /// <summary>Limit of the contract, section 9.</summary>
    public const int EventBytesMax = 64 * 1024;

    /// <summary>The event as UTF-8 JSON without white space.</summary>
    /// <exception cref="JsonException">A number is not finite.</exception>
    public static byte[] Write(CloudEvent value) => JsonSerializer.SerializeToUtf8Bytes(value, EventJson.Default.CloudEvent);

    /// <summary>The header as UTF-8 JSON without white space.</summary>
    public static byte[] Write(KeyFrameHeader value) => JsonSerializer.SerializeToUtf8Bytes(value, EventJson.Default.KeyFrameHeader);

    /// <summary>Reads an event; unknown members are ignored. False, with the reason, if it is not one.</summary>
    public static bool TryReadEvent(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out CloudEvent? value, [NotNullWhen(false)] out string? reason)
    {
        try
        {
            value = JsonSerializer.Deserialize(utf8, EventJson.Default.CloudEvent);
            reason = value is null ? "null is not an event" : null;
        }
        catch (JsonException e)
        {
            value = null;
            reason = e.Message;
        }
        return value is not null;
    }

    /// <summary>Reads a key frame's header; unknown members are ignored. False, with the reason, if it is not one.</summary>
    public static bool TryReadHeader(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out KeyFrameHeader? value, [NotNullWhen(false)] out string? reason)
    {
        try
        {
            value = JsonSerializer.Deserialize(utf8, EventJson.Default.KeyFrameHeader);
            reason = value is null ? "null is not a key frame's header" : null;
        }
        catch (JsonException e)
        {
            value = null;
            reason = e.Message;
        }
        return value is not null;
    }
}
