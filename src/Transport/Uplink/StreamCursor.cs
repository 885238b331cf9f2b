using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// One log on its way to the broker, strictly by sequence (contract D3). After a message that was not taken it lets what is in
/// flight come back, waits, and begins again at the first record that is not acknowledged, with one message in flight until one
/// is taken: otherwise a subscriber that arrives in the middle would see later records before earlier ones. Pump only.
/// </summary>
internal sealed class StreamCursor(
    StreamKey key, IPendingRecords records, Backoff backoff, int payloadBytesMax, CommitWindow? window)
{
    // A look at the store gives events for several round trips, and key frames for a few megabytes at most.
    private const int EventsPerRead = 128;
    private const int KeyFramesPerRead = 4;

    private readonly Queue<OutboxRecord> _page = new();
    private readonly HashSet<long> _rejected = [];
    private readonly Queue<PumpMessage> _messages = new();
    private long _lastRead;
    private bool _exhausted;
    private bool _rewinding;
    private bool _probing = true;
    private long _resumeAt;

    /// <summary>The log.</summary>
    public StreamKey Key => key;

    /// <summary>Its share of the link (contract D3).</summary>
    public int Weight { get; } = key.Stream == StreamKey.System ? 4 : key.IsKeyFrames ? 1 : 3;

    /// <summary>Running sum of the weighted choice; only <see cref="StreamScheduler"/> touches it.</summary>
    public int Credit { get; set; }

    /// <summary>Messages in flight.</summary>
    public int InFlight { get; private set; }

    /// <summary>True when nothing is in flight and nothing was found at the last look.</summary>
    public bool IsIdle => _exhausted && InFlight == 0;

    /// <summary>When it waits: the time stamp at which it goes on; else 0.</summary>
    public long ResumeAt => _rewinding ? 0 : _resumeAt;

    /// <summary>What awaits the consumer's cursor; null in broker mode.</summary>
    public CommitWindow? Window => window;

    /// <summary>The store may have more.</summary>
    public void LookAgain() => _exhausted = false;

    /// <summary>Begins again at the first record that is not acknowledged, once nothing is in flight.</summary>
    public void Rewind()
    {
        _rewinding = true;
        TryFinishRewind();
    }

    /// <summary>True when a message can be sent now; looks into the store when needed.</summary>
    /// <param name="now">Time stamp.</param>
    /// <param name="reject">Told of a record that cannot be put into messages.</param>
    public bool CanSend(long now, Action<OutboxRecord, string> reject)
    {
        if (_rewinding || now < _resumeAt || (_probing && InFlight > 0)) return false;
        while (_messages.Count == 0)
        {
            if (window is { HasRoom: false } || !TryRead(out OutboxRecord? record)) return false;
            try
            {
                Cut(record!);
            }
            catch (ArgumentException e)
            {
                _rejected.Add(record!.Sequence);
                reject(record, e.Message);
            }
        }
        return true;
    }

    /// <summary>The next message; after <see cref="CanSend"/> said yes.</summary>
    public PumpMessage Take()
    {
        InFlight++;
        return _messages.Dequeue();
    }

    /// <summary>A message was taken. True when it was the last one of its record, which is now done.</summary>
    public bool Taken(RecordProgress progress)
    {
        InFlight--;
        progress.Left--;
        if (!_rewinding)
        {
            _probing = false;
            backoff.Reset();
        }
        TryFinishRewind();
        return progress.Left == 0 && !progress.Failed;
    }

    /// <summary>A message was not taken for now. True when this began the wait, false when the stream waited already.</summary>
    /// <param name="progress">Its record.</param>
    /// <param name="now">Time stamp.</param>
    /// <param name="frequency">Time stamps a second.</param>
    public bool Postpone(RecordProgress progress, long now, long frequency)
    {
        InFlight--;
        progress.Failed = true;
        bool began = !_rewinding;
        if (began)
        {
            _rewinding = true;
            _resumeAt = now + (long)(backoff.Next().TotalSeconds * frequency);
        }
        TryFinishRewind();
        return began;
    }

    /// <summary>The record will never be taken: it stays in the store and is left out for this connection. True the first time.</summary>
    public bool Reject(RecordProgress progress)
    {
        InFlight--;
        progress.Failed = true;
        bool first = _rejected.Add(progress.Record.Sequence);
        // Its other chunks are of no use.
        while (_messages.TryPeek(out PumpMessage next) && next.Progress == progress) _messages.Dequeue();
        TryFinishRewind();
        return first;
    }

    private void TryFinishRewind()
    {
        if (!_rewinding || InFlight > 0) return;
        _rewinding = false;
        _probing = true;
        _exhausted = false;
        _lastRead = 0;
        window?.Rewound();
        _page.Clear();
        _messages.Clear();
    }

    private bool TryRead(out OutboxRecord? record)
    {
        while (true)
        {
            if (_page.TryDequeue(out record))
            {
                _lastRead = record.Sequence;
                // What stands there now may be its tombstone.
                if (!_rejected.Contains(record.Sequence) || record.IsTombstone) return true;
                continue;
            }
            if (_exhausted) return false;
            int recordsMax = key.IsKeyFrames ? KeyFramesPerRead : EventsPerRead;
            foreach (OutboxRecord read in records.ReadUnacknowledged(key, _lastRead, recordsMax)) _page.Enqueue(read);
            _exhausted = _page.Count == 0;
        }
    }

    private void Cut(OutboxRecord record)
    {
        window?.Sent(record.Sequence);
        // A tombstone in a key frame stream has no picture and is sent as the event it is.
        if (!key.IsKeyFrames || record.IsTombstone)
        {
            _messages.Enqueue(new PumpMessage(new RecordProgress(record, 1), null));
            return;
        }
        KeyFrameChunk[] chunks = KeyFrameChunk.Cut(record.Body, record.Image, payloadBytesMax);
        RecordProgress progress = new(record, chunks.Length);
        foreach (KeyFrameChunk chunk in chunks) _messages.Enqueue(new PumpMessage(progress, chunk));
    }
}
