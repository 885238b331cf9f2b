using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// Reads what boxes publish. What is not what its topic says becomes a finding; topics that carry nothing of ours are passed over.
/// </summary>
internal sealed class MessageReader(FindingLog findings)
{
    /// <summary>The message; null when there is nothing to do with it. Never throws on foreign bytes.</summary>
    internal IncomingMessage? Read(string topic, ReadOnlyMemory<byte> payload)
    {
        if (!Topics.TryParse(topic, out DeviceIdentity? device, out string rest)) return null;
        return rest.Split('/') switch
        {
            ["evt", string camera, string type] => Event(topic, device!, (camera, type), payload),
            ["kf", string camera, EventGap.Type] => Event(topic, device!, (StreamKey.KeyFramesOf(camera), EventGap.Type), payload),
            [StreamKey.System, string type] => Event(topic, device!, (StreamKey.System, type), payload),
            ["kf", string camera] => Chunk(topic, device!, camera, payload),
            ["state" or "birth" or "health"] => Announcement(topic, device!, payload),
            _ => null,
        };
    }

    private IncomingMessage? Event(string topic, DeviceIdentity device, (string Stream, string Type) level, ReadOnlyMemory<byte> payload)
    {
        if (!EventText.TryReadEvent(payload.Span, out CloudEvent? value, out string? reason))
            return Malformed(topic, $"a message on {topic} is not an event: {reason}");
        RecordName? name = RecordName.Parse(value.Source, value.Sequence);
        bool fits = name is not null && name.Device == device && name.Stream.Stream == level.Stream
            && value.Type.StartsWith($"org.safecity.edge.{level.Type}.v", StringComparison.Ordinal)
            && (level.Type == EventGap.Type ? IsGap(value, name) : name.Id == value.Id);
        return fits
            ? new IncomingMessage(device, payload) { Name = name, Event = value }
            : Malformed(topic, $"the event {value.Id} on {topic} contradicts its topic, source or sequence");
    }

    private static bool IsGap(CloudEvent value, RecordName name) =>
        value.Data.Gap is { } gap && gap.From == name.Sequence && gap.To >= gap.From && value.Id == name.GapId(gap.To);

    private IncomingMessage? Chunk(string topic, DeviceIdentity device, string camera, ReadOnlyMemory<byte> payload)
    {
        if (!KeyFrameChunk.TryDecode(payload, out KeyFrameChunk? chunk, out string? fault))
            return Malformed(topic, $"a message on {topic} is not a key frame: {fault}");
        if (!EventText.TryReadHeader(chunk!.Body.Span, out KeyFrameHeader? header, out string? reason))
            return Malformed(topic, $"a key frame's header on {topic} cannot be read: {reason}");
        RecordName? name = RecordName.Parse(header.Source, header.Sequence);
        bool fits = name is not null && name.Device == device && name.Id == header.Id && name.Stream.Stream == StreamKey.KeyFramesOf(camera)
            && header.Size is > 0 and <= KeyFrameHeader.JpegBytesMax && chunk.Count <= header.Size
                && chunk.Offset + chunk.Image.Length <= header.Size;
        return fits
            ? new IncomingMessage(device, payload) { Name = name, Chunk = chunk, Header = header }
            : Malformed(topic, $"the key frame {header.Id} on {topic} contradicts its topic, source, sequence or size");
    }

    private IncomingMessage? Announcement(string topic, DeviceIdentity device, ReadOnlyMemory<byte> payload)
    {
        // A retained message is cleared by an empty one.
        if (payload.IsEmpty) return null;
        return StreamAnnouncements.Read(payload, out string reason) is { } announced
            ? new IncomingMessage(device, payload) { Announced = announced }
            : Malformed(topic, $"a message on {topic} cannot be read: {reason}");
    }

    private IncomingMessage? Malformed(string topic, string sentence)
    {
        findings.Add(FindingKind.Malformed, topic, sentence);
        return null;
    }
}
