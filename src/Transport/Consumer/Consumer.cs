using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// The platform's side of the contract, without the network: gets messages in any order, repeated or with losses, and gives each
/// record once, in the order of its log, with hash chain and pictures checked (contract C1, C2, C3, C5, C6). Safe to call from any thread;
/// the handlers are called one at a time. It keeps nothing over a restart: a platform that must not lose anything uses
/// <see cref="StoringConsumer"/>.
/// </summary>
public sealed class Consumer
{
    private readonly Lock _gate = new();
    private readonly ConsumerOptions _options;
    private readonly TimeProvider _time;
    private readonly FindingLog _findings;
    private readonly KeyFrameNames _names;
    private readonly MessageReader _reader;
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
        _reader = new MessageReader(_findings);
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
        lock (_gate)
        {
            if (_reader.Read(topic, payload) is not { } message) return;
            if (message.Gap is { } gap) AcceptGap(topic, message.Name!, message.Event!, gap);
            else if (message.Event is not null) AcceptEvent(topic, message);
            else if (message.Chunk is not null) AcceptChunk(topic, message);
            foreach ((StreamKey stream, long next) in message.Announced)
                Intake(new RecordName(message.Device, stream, next), topic)?.Announced(next);
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

    private void AcceptGap(string topic, RecordName name, CloudEvent value, EventGap gap) =>
        Intake(name, topic)?.AcceptGap(value, gap);

    private void AcceptEvent(string topic, IncomingMessage message)
    {
        RecordName name = message.Name!;
        if (Intake(name, topic) is not { } stream) return;
        if (stream.IsRepeated(name, message.Payload.Span, counts: true)) stream.ReleaseReady();
        else stream.Accept(new Arrival(name, message.Payload.ToArray(), message.Event!.PreviousHash) { Event = message.Event });
    }

    private void AcceptChunk(string topic, IncomingMessage message)
    {
        RecordName name = message.Name!;
        KeyFrameChunk chunk = message.Chunk!;
        if (Intake(name, topic) is not { } stream) return;
        if (stream.IsRepeated(name, chunk.Body.Span, counts: chunk.IsLast))
        {
            stream.ReleaseReady();
            return;
        }
        stream.Saw(name.Sequence);
        if (_assemblies.Add(chunk, message.Header!) is { } whole) stream.Accept(Whole(name, message.Header!, whole));
    }

    private Arrival Whole(RecordName name, KeyFrameHeader header, KeyFrameAssembly whole)
    {
        bool intact = HashChain.Text(HashChain.Digest(whole.Image)) == header.Sha256;
        if (!intact) _findings.Add(FindingKind.ImageDamaged, header.Id, $"the JPEG of {header.Id} has another digest than its header says");
        return new Arrival(name, whole.Body, header.PreviousHash) { Header = header, Image = whole.Image, IsImageIntact = intact };
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
        if (arrival.Gap is { } gap)
        {
            _options.OnGap?.Invoke(gap);
        }
        else if (arrival.Event is { } value)
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
