using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// The platform's side of the contract, without the network: gets messages in any order, repeated or with losses, and gives each
/// record once, in the order of its log, with hash chain and pictures checked (contract C1, C2, C5). Safe to call from any thread;
/// the handlers are called one at a time. It keeps nothing over a restart: a platform that must not lose anything stores what its
/// handlers get.
/// </summary>
public sealed class Consumer
{
    private readonly Lock _gate = new();
    private readonly ConsumerOptions _options;
    private readonly TimeProvider _time;
    private readonly FindingLog _findings;
    private readonly KeyFrameNames _names;
    private readonly KeyFrameAssemblies _assemblies;
    private readonly Dictionary<(DeviceIdentity, StreamKey), StreamIntake> _streams = [];

    /// <summary>A consumer that has seen nothing.</summary>
    /// <param name="options">Handlers and bounds.</param>
    /// <param name="time">Its monotonic clock decides when a hole is asked for.</param>
    public Consumer(ConsumerOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _findings = new FindingLog(options.FindingsMax);
        _names = new KeyFrameNames(_findings);
        _assemblies = new KeyFrameAssemblies(options.AssembliesMax, _findings);
    }

    /// <summary>What has arrived up to now.</summary>
    public ConsumerReport Report
    {
        get
        {
            lock (_gate)
            {
                IEnumerable<StreamReport> streams = _streams.Values.Select(s => s.Report())
                    .OrderBy(s => s.Device.TopicRoot, StringComparer.Ordinal)
                        .ThenBy(s => s.Stream.Stream, StringComparer.Ordinal).ThenBy(s => s.Stream.Epoch);
                return new ConsumerReport([.. streams], _findings.Findings(), _findings.Counts());
            }
        }
    }

    /// <summary>
    /// Takes one message. Malformed ones become findings; topics that carry no records are passed over. The payload is copied where it
    /// is kept. Throws only what a handler throws.
    /// </summary>
    public void Accept(string topic, ReadOnlyMemory<byte> payload)
    {
        if (!Topics.TryParse(topic, out DeviceIdentity? device, out string rest)) return;
        string[] levels = rest.Split('/');
        lock (_gate)
        {
            switch (levels)
            {
                case ["evt", string camera, string type]:
                    AcceptEvent(topic, device!, (camera, type), payload);
                    break;
                case ["kf", string camera]:
                    AcceptChunk(topic, device!, camera, payload);
                    break;
                case ["state" or "birth" or "health"]:
                    AcceptAnnouncement(topic, device!, payload);
                    break;
            }
        }
    }

    /// <summary>
    /// The holes that are old enough to be asked for now. Call it about once a second; each hole comes again with growing waits.
    /// </summary>
    public IReadOnlyList<ReplayRequest> TakeDueReplayRequests()
    {
        List<ReplayRequest> requests = [];
        lock (_gate)
        {
            foreach (StreamIntake stream in _streams.Values) stream.AddDue(requests);
        }
        return requests;
    }

    private void AcceptEvent(string topic, DeviceIdentity device, (string Camera, string Type) level, ReadOnlyMemory<byte> payload)
    {
        if (!EventText.TryReadEvent(payload.Span, out CloudEvent? value, out string? reason))
        {
            _findings.Add(FindingKind.Malformed, topic, $"a message on {topic} is not an event: {reason}");
            return;
        }
        RecordName? name = RecordName.Parse(value.Source, value.Sequence);
        bool fits = name is not null && name.Device == device && name.Id == value.Id && name.Stream.Stream == level.Camera
            && value.Type.StartsWith($"org.safecity.edge.{level.Type}.v", StringComparison.Ordinal);
        if (!fits)
        {
            _findings.Add(FindingKind.Malformed, topic, $"the event {value.Id} on {topic} contradicts its topic, source or sequence");
            return;
        }
        if (Intake(name!, topic) is not { } stream) return;
        if (stream.IsRepeated(name!, payload.Span, counts: true)) stream.ReleaseReady();
        else stream.Accept(new Arrival(name!, payload.ToArray(), value.PreviousHash) { Event = value });
    }

    private void AcceptChunk(string topic, DeviceIdentity device, string camera, ReadOnlyMemory<byte> payload)
    {
        if (!KeyFrameChunk.TryDecode(payload, out KeyFrameChunk? chunk, out string? fault))
        {
            _findings.Add(FindingKind.Malformed, topic, $"a message on {topic} is not a key frame: {fault}");
            return;
        }
        if (!EventText.TryReadHeader(chunk!.Body.Span, out KeyFrameHeader? header, out string? reason))
        {
            _findings.Add(FindingKind.Malformed, topic, $"a key frame's header on {topic} cannot be read: {reason}");
            return;
        }
        RecordName? name = RecordName.Parse(header.Source, header.Sequence);
        bool fits = name is not null && name.Device == device && name.Id == header.Id && name.Stream.Stream == StreamKey.KeyFramesOf(camera)
            && header.Size is > 0 and <= KeyFrameHeader.JpegBytesMax && chunk.Count <= header.Size
                && chunk.Offset + chunk.Image.Length <= header.Size;
        if (!fits)
        {
            _findings.Add(FindingKind.Malformed, topic,
                $"the key frame {header.Id} on {topic} contradicts its topic, source, sequence or size");
            return;
        }
        if (Intake(name!, topic) is not { } stream) return;
        if (stream.IsRepeated(name!, chunk.Body.Span, counts: chunk.IsLast))
        {
            stream.ReleaseReady();
            return;
        }
        stream.Saw(name!.Sequence);
        if (_assemblies.Add(chunk, header) is { } whole) stream.Accept(Whole(name, header, whole));
    }

    private Arrival Whole(RecordName name, KeyFrameHeader header, KeyFrameAssembly whole)
    {
        bool intact = HashChain.Text(HashChain.Digest(whole.Image)) == header.Sha256;
        if (!intact) _findings.Add(FindingKind.ImageDamaged, header.Id, $"the JPEG of {header.Id} has another digest than its header says");
        return new Arrival(name, whole.Body, header.PreviousHash) { Header = header, Image = whole.Image, IsImageIntact = intact };
    }

    private void AcceptAnnouncement(string topic, DeviceIdentity device, ReadOnlyMemory<byte> payload)
    {
        // A retained message is cleared by an empty one.
        if (payload.IsEmpty) return;
        if (StreamAnnouncements.Read(payload, out string reason) is not { } announced)
        {
            _findings.Add(FindingKind.Malformed, topic, $"a message on {topic} cannot be read: {reason}");
            return;
        }
        foreach ((StreamKey stream, long next) in announced) Intake(new RecordName(device, stream, next), topic)?.Announced(next);
    }

    private StreamIntake? Intake(RecordName name, string topic)
    {
        if (_streams.TryGetValue((name.Device, name.Stream), out StreamIntake? stream)) return stream;
        if (_streams.Count >= _options.StreamsMax)
        {
            _findings.Add(FindingKind.TooManyStreams, topic,
                $"{name.Source} would be log {_streams.Count + 1}," +
                $" the limit is {_options.StreamsMax}; its records are dropped");
            return null;
        }
        stream = new StreamIntake(name, _options, _time, (_findings, Release));
        _streams.Add((name.Device, name.Stream), stream);
        return stream;
    }

    private void Release(Arrival arrival)
    {
        if (arrival.Event is { } value)
        {
            _options.OnEvent?.Invoke(new ReceivedEvent(arrival.Name, value, arrival.Body));
            _names.Named(value);
        }
        else if (arrival.Header is { } header)
        {
            _options.OnKeyFrame?.Invoke(new ReceivedKeyFrame(arrival.Name, header, arrival.Body, arrival.Image, arrival.IsImageIntact));
            _names.Arrived(header);
        }
    }
}
