using System.Text.Json;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// Reads the list of logs out of <c>state</c>, <c>birth</c> and <c>health</c>:
/// <c>{"streams":[{"stream":"cam1","epoch":1789987200,"nextSequence":17}]}</c>. Other members are not looked at.
/// </summary>
internal static class StreamAnnouncements
{
    /// <summary>The announced logs; null with the reason if the message is not JSON of that shape. No list is an empty one.</summary>
    internal static List<(StreamKey Stream, long NextSequence)>? Read(ReadOnlyMemory<byte> payload, out string reason)
    {
        reason = "";
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            List<(StreamKey, long)> announced = [];
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("it is not an object");
            if (!document.RootElement.TryGetProperty("streams", out JsonElement streams) || streams.ValueKind == JsonValueKind.Null)
                return announced;
            foreach (JsonElement one in streams.EnumerateArray())
            {
                StreamKey key = new(one.GetProperty("stream").GetString() ?? "", one.GetProperty("epoch").GetInt64());
                long next = one.GetProperty("nextSequence").GetInt64();
                if (!DeviceIdentity.IsName(key.Camera, RecordName.CameraCharactersMax) || next < 1)
                    throw new JsonException($"{key} at {next} is not a log");
                announced.Add((key, next));
            }
            return announced;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            reason = e.Message;
            return null;
        }
    }
}
