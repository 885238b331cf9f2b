using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// The platform's side of the contract with a store (C1 to C7), without the network: takes messages in any order, repeated or with
/// losses; stores each record once; moves each log's watermark over what is there or explained; and says which cursors may be
/// published, only after the commit that they speak of. Safe to call from any thread. Of several processes on one store each sees a
/// part of the messages; the chunks of one key frame must come to the same one.
/// </summary>
public sealed class StoringConsumer
{
    // A log in pieces is asked for piece by piece.
    private const int RangesPerRequestMax = 16;

    // So far a log is looked through for holes at a time.
    private const int RangesLookedAtMax = 4096;

    private readonly Lock _gate = new();
    private readonly IConsumerStore _store;
    private readonly StoringConsumerOptions _options;
    private readonly TimeProvider _time;
    private readonly FindingLog _findings;
    private readonly MessageReader _reader;
    private readonly KeyFrameAssemblies _assemblies;
    private readonly Dictionary<(DeviceIdentity, StreamKey), LogProgress> _logs = [];
    private readonly List<StoredRecord> _records = [];
    private readonly List<(RecordName Name, StoredGap Gap)> _gaps = [];
    private readonly List<(RecordName Name, StoredChunk Chunk)> _chunks = [];
    private long _bytes;

    /// <summary>A consumer that goes on where the store is.</summary>
    /// <param name="store">Not disposed here.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="time">Its monotonic clock decides when a hole is asked for.</param>
    public StoringConsumer(IConsumerStore store, StoringConsumerOptions options, TimeProvider time)
    {
        (_store, _options, _time) = (store, options, time);
        _findings = new FindingLog(options.FindingsMax);
        _reader = new MessageReader(_findings);
        _assemblies = new KeyFrameAssemblies(options.AssembliesMax, _findings);
        foreach (StoredLog log in store.Logs()) _logs.Add((log.Device, log.Stream), Progress(log));
    }

    /// <summary>The first findings with their words.</summary>
    public IReadOnlyList<ConsumerFinding> Findings
    {
        get
        {
            lock (_gate) return _findings.Findings();
        }
    }

    /// <summary>
    /// Sequences up to the highest that was seen or announced of each log that no commit covers yet; what waits for a commit counts.
    /// </summary>
    public long Missing
    {
        get
        {
            lock (_gate) return _logs.Values.Sum(l => Math.Max(0, Math.Max(l.HighestSeen, l.AnnouncedLast) - l.Log.Watermark));
        }
    }

    /// <summary>Takes one message; commits when enough wait. Throws only what the store throws; the message then still waits.</summary>
    /// <returns>True when it has committed: <see cref="Commit"/> has cursors to tell.</returns>
    public bool Accept(string topic, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            if (_reader.Read(topic, payload) is not { } message) return false;
            foreach ((StreamKey stream, long next) in message.Announced) Find(message.Device, stream, topic)?.Announced(next);
            if (message.Name is not { } name || Find(name.Device, name.Stream, topic) is not { } log) return false;
            if (message.Gap is { } gap)
            {
                log.Saw(gap.To);
                _gaps.Add((name, new StoredGap(gap, message.Payload.ToArray())));
            }
            else
            {
                log.Saw(name.Sequence);
                Take(message, name);
            }
            if (_records.Count + _gaps.Count + _chunks.Count < _options.RecordsPerCommit && _bytes < _options.BytesPerCommit) return false;
            Write();
            return true;
        }
    }

    /// <summary>Commits what waits. Call it about once a second, and before the end.</summary>
    /// <returns>What may be published now; nothing is told twice without a reason.</returns>
    public IReadOnlyList<DeviceCursors> Commit()
    {
        lock (_gate)
        {
            if (_records.Count + _gaps.Count + _chunks.Count > 0) Write();
            if (_options.AssemblesInStore) LookAtOthers();
            List<DeviceCursors> due = [];
            var boxes = _logs.Values.GroupBy(l => l.Log.Device).Where(b => b.Any(l => l.IsCursorDue));
            foreach (IGrouping<DeviceIdentity, LogProgress> box in boxes)
            {
                // A retained message replaces the one before, so it names all logs of the box.
                due.Add(new DeviceCursors(box.Key, new CursorMessage([.. box.Where(l => l.Log.Watermark > 0)
                    .Select(l => new CursorPosition(l.Log.Stream.Stream, l.Log.Stream.Epoch, l.Log.Watermark))])));
                foreach (LogProgress log in box) log.IsCursorDue = false;
            }
            return due;
        }
    }

    /// <summary>The broker may have lost the cursors, or a box may not have heard them: the next commit tells them all again.</summary>
    public void TellCursorsAgain()
    {
        lock (_gate)
        {
            foreach (LogProgress log in _logs.Values) log.IsCursorDue = log.Log.Watermark > 0;
        }
    }

    /// <summary>The holes that are old enough to be asked for now. Call it about once a second.</summary>
    public IReadOnlyList<ReplayRequest> TakeDueReplayRequests()
    {
        List<ReplayRequest> requests = [];
        lock (_gate)
        {
            foreach (LogProgress log in _logs.Values)
            {
                if (log.HoleClock.TakeDue())
                    requests.AddRange(Holes(log).Take(RangesPerRequestMax).Select(h => Request(log, h, log.HoleClock.Attempts)));
                SequenceRange tail = new(Math.Max(log.HighestSeen, log.Log.Watermark) + 1, log.AnnouncedLast);
                if (log.TailClock.TakeDue()) requests.Add(Request(log, tail, log.TailClock.Attempts));
            }
        }
        return requests;
    }

    private static ReplayRequest Request(LogProgress log, SequenceRange hole, int attempt) =>
        new(log.Log.Device, log.Log.Stream, hole.From, hole.To, attempt);

    private void Take(IncomingMessage message, RecordName name)
    {
        if (message.Event is { } value)
        {
            Add(new StoredRecord(name, value.PreviousHash, Hash(message.Payload.Span), message.Payload.ToArray(), default));
            return;
        }
        KeyFrameHeader header = message.Header!;
        if (_options.AssemblesInStore && message.Chunk is { Count: > 1 } part)
        {
            _chunks.Add((name, new StoredChunk(name.Sequence, part.Index, part.Count, part.Body, part.Image.ToArray())));
            _bytes += part.Image.Length;
            return;
        }
        if (_assemblies.Add(message.Chunk!, header) is not { } whole) return;
        if (Hash(whole.Image) != header.Sha256)
            _findings.Add(FindingKind.ImageDamaged, header.Id, $"the JPEG of {header.Id} has another digest than its header says");
        Add(new StoredRecord(name, header.PreviousHash, Hash(whole.Body), whole.Body, whole.Image));
    }

    private void Add(StoredRecord record)
    {
        _records.Add(record);
        _bytes += record.Body.Length + record.Image.Length;
    }

    private void Write()
    {
        List<StoredLog> written = [];
        using (IConsumerTransaction transaction = _store.Begin())
        {
            StoreAdvance advance = new(transaction, _findings);
            ChunkIntake intake = new(transaction, _findings);
            var logs = _records.Select(r => r.Name).Concat(_gaps.Select(g => g.Name)).Concat(_chunks.Select(c => c.Name))
                .Select(n => (n.Device, n.Stream)).Distinct();
            // Always in the same order: two processes must not wait for each other.
            foreach ((DeviceIdentity device, StreamKey stream) in
                logs.OrderBy(l => l.Device.TopicRoot, StringComparer.Ordinal).ThenBy(l => l.Stream.Stream, StringComparer.Ordinal)
                    .ThenBy(l => l.Stream.Epoch))
            {
                IEnumerable<StoredRecord> records = _records.Where(r => r.Name.Device == device && r.Name.Stream == stream);
                IEnumerable<StoredGap> gaps = _gaps.Where(g => g.Name.Device == device && g.Name.Stream == stream).Select(g => g.Gap);
                StoredLog log = transaction.Lock(device, stream);
                var chunks = _chunks.Where(c => c.Name.Device == device && c.Name.Stream == stream).Select(c => c.Chunk);
                written.Add(advance.Store(log, [.. records, .. intake.Take(log, chunks)], gaps));
            }
            transaction.Commit();
        }
        foreach (StoredLog log in written) _logs[(log.Device, log.Stream)].Committed(log);
        _records.Clear();
        _gaps.Clear();
        _chunks.Clear();
        _bytes = 0;
    }

    /// <summary>Other processes move watermarks, too: their cursors are told by whoever sees them first.</summary>
    private void LookAtOthers()
    {
        foreach (StoredLog log in _store.Logs())
        {
            if (!_logs.TryGetValue((log.Device, log.Stream), out LogProgress? known)) _logs.Add((log.Device, log.Stream), Progress(log));
            else if (log.Watermark > known.Log.Watermark) known.Committed(log);
        }
    }

    private List<SequenceRange> Holes(LogProgress log)
    {
        using IConsumerTransaction transaction = _store.Begin();
        // Another process may have filled it.
        StoredLog now = transaction.Lock(log.Log.Device, log.Log.Stream);
        IEnumerable<SequenceRange> known = transaction.Above(now, RangesLookedAtMax).Select(r => new SequenceRange(r.From, r.To));
        return SequenceRange.Holes(known, now.Watermark, log.HighestSeen);
    }

    private LogProgress? Find(DeviceIdentity device, StreamKey stream, string topic)
    {
        if (_logs.TryGetValue((device, stream), out LogProgress? log)) return log;
        if (_logs.Count >= _options.LogsMax)
        {
            _findings.Add(FindingKind.TooManyStreams, topic, $"{device.TopicRoot} {stream} would be one log more than {_options.LogsMax}");
            return null;
        }
        log = Progress(new StoredLog(0, device, stream, 0, null));
        _logs.Add((device, stream), log);
        return log;
    }

    private LogProgress Progress(StoredLog log) => new(
        log,
        new ReplayClock(_time, _options.ReplayAfter, _options.ReplayBackOffMax),
        new ReplayClock(_time, _options.TailReplayAfter, _options.ReplayBackOffMax));

    private static string Hash(ReadOnlySpan<byte> bytes) => HashChain.Text(HashChain.Digest(bytes));
}
