using System.Text.Json;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Turns a fact into finished records: gives the sequences, links the chain, writes the bytes. Writer thread only.</summary>
internal sealed class RecordBuilder(DeviceIdentity identity, StreamTable streams, IRandomBytes random, long boot)
{
    private readonly Topics _topics = new(identity);

    /// <summary>True when the logs of the fact exist, so that building it does not touch the database.</summary>
    internal bool CanBuild(Fact fact) => streams.EpochOf(fact.Camera) is not null
        && (fact.KeyFrames.Count == 0 || streams.EpochOf(StreamKey.KeyFramesOf(fact.Camera)) is not null);

    /// <summary>The records in the order of insertion: the key frames, then the event. The logs' ends have moved on.</summary>
    /// <exception cref="OutboxException">The fact cannot be written; the logs' ends are as before.</exception>
    internal List<NewRecord> Build(PendingFact pending)
    {
        Fact fact = pending.Fact;
        StreamLog events = streams.Current(fact.Camera, pending.RecordedTime);
        StreamLog? keyFrames = fact.KeyFrames.Count == 0 ? null : streams.Current(StreamKey.KeyFramesOf(fact.Camera), pending.RecordedTime);
        StreamEnd? keyFramesBefore = keyFrames?.End;
        try
        {
            return Build(pending, events, keyFrames);
        }
        catch (Exception e) when (e is OutboxException or JsonException)
        {
            // The event comes last, so its log has not moved; those of the key frames may have.
            if (keyFrames is not null) keyFrames.End = keyFramesBefore!.Value;
            if (e is OutboxException) throw;
            throw new OutboxException(OutboxErrorKind.FactRefused,
                $"the {fact.Type} {fact.Subject} of {fact.Camera} cannot be written as JSON ({e.Message}):" +
                " this is a fault in the stage that made it", e);
        }
    }

    /// <summary>A record of the box itself, in its own log; the log's end has moved on.</summary>
    internal NewRecord BuildOwn(string type, EventData data, DateTimeOffset now)
    {
        StreamLog log = streams.Current(StreamKey.System, now);
        RecordName name = new(identity, log.Key, log.End.NextSequence);
        byte[] body = EventText.Write(new CloudEvent
        {
            SpecVersion = CloudEvent.SpecVersionText,
            Id = name.Id,
            Source = log.Source,
            Type = $"org.safecity.edge.{type}.v1",
            Subject = type,
            Time = now,
            RecordedTime = now,
            DataContentType = CloudEvent.JsonContentType,
            PartitionKey = $"{identity.Device}/{StreamKey.System}",
            Sequence = name.SequenceText,
            PreviousHash = log.PreviousHash,
            Salt = HashChain.NewSalt(random),
            Data = data with { Boot = boot },
        });
        log.Append(body);
        return new NewRecord
        {
            StreamId = log.Id,
            Sequence = name.Sequence,
            Type = type,
            Urgent = false,
            Topic = _topics.DeviceRecord(type),
            Body = body,
            Image = [],
        };
    }

    private List<NewRecord> Build(PendingFact pending, StreamLog events, StreamLog? keyFrames)
    {
        Fact fact = pending.Fact;
        RecordName eventName = new(identity, events.Key, events.End.NextSequence);
        List<NewRecord> records = new(fact.KeyFrames.Count + 1);
        List<EventKeyFrame> named = new(fact.KeyFrames.Count);
        foreach (FactKeyFrame frame in fact.KeyFrames)
        {
            KeyFrameHeader header = Header(frame, eventName.Id, keyFrames!);
            named.Add(new EventKeyFrame(header.Id, header.Role, header.Sha256, header.Size, header.Width, header.Height));
            byte[] headerBytes = EventText.Write(header);
            records.Add(new NewRecord
            {
                StreamId = keyFrames!.Id,
                Sequence = keyFrames.End.NextSequence,
                Type = "keyframe",
                Urgent = fact.Urgent,
                Topic = _topics.KeyFrames(fact.Camera),
                Body = headerBytes,
                Image = Array(frame.Jpeg),
            });
            keyFrames.Append(headerBytes);
        }
        byte[] body = EventText.Write(Event(pending, eventName, events, named));
        if (body.Length > EventText.EventBytesMax) throw TooLarge(fact, body.Length);
        records.Add(new NewRecord
        {
            StreamId = events.Id,
            Sequence = events.End.NextSequence,
            Type = fact.Type,
            Urgent = fact.Urgent,
            Topic = _topics.Event(fact.Camera, fact.Type),
            Body = body,
            Image = [],
        });
        events.Append(body);
        pending.Receipt = new CommitReceipt(events.Key, eventName.Sequence, eventName.Id, [.. named.Select(k => k.Id)]);
        return records;
    }

    private KeyFrameHeader Header(FactKeyFrame frame, string eventId, StreamLog log)
    {
        RecordName name = new(identity, log.Key, log.End.NextSequence);
        return new KeyFrameHeader
        {
            Id = name.Id,
            Source = log.Source,
            Sequence = name.SequenceText,
            Size = frame.Jpeg.Length,
            Sha256 = HashChain.Text(HashChain.Digest(frame.Jpeg.Span)),
            Type = KeyFrameHeader.JpegContentType,
            Width = frame.Width,
            Height = frame.Height,
            Role = frame.Role,
            Event = eventId,
            Time = frame.Time,
            Masking = frame.Masking,
            PreviousHash = log.PreviousHash,
            Salt = HashChain.NewSalt(random),
        };
    }

    private CloudEvent Event(PendingFact pending, RecordName name, StreamLog log, List<EventKeyFrame> keyFrames) => new()
    {
        SpecVersion = CloudEvent.SpecVersionText,
        Id = name.Id,
        Source = log.Source,
        Type = $"org.safecity.edge.{pending.Fact.Type}.v1",
        Subject = pending.Fact.Subject,
        Time = pending.Fact.Time,
        RecordedTime = pending.RecordedTime,
        DataContentType = CloudEvent.JsonContentType,
        PartitionKey = $"{identity.Device}/{pending.Fact.Camera}",
        Sequence = name.SequenceText,
        PreviousHash = log.PreviousHash,
        Salt = HashChain.NewSalt(random),
        Data = pending.Fact.Data with { Boot = boot, KeyFrames = keyFrames.Count == 0 ? null : keyFrames },
    };

    private static byte[] Array(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)
        && segment.Array!.Length == segment.Count ? segment.Array : bytes.ToArray();

    private static OutboxException TooLarge(Fact fact, int bytes) => new(OutboxErrorKind.FactRefused,
        $"the {fact.Type} {fact.Subject} of {fact.Camera} has {bytes} bytes," +
        $" the contract allows {EventText.EventBytesMax}: shorten its path or its lists");
}
