using System.Buffers;
using System.Threading.Channels;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// Sends what the store has over one connection, and tells the store what the broker took. One task does everything; publications
/// report to it through a queue that is as long as messages can be in flight, so it is never full.
/// </summary>
internal sealed class RecordPump
{
    private static readonly MqttPublishOptions EventOptions = new() { ContentType = Topics.EventContentType };
    private static readonly MqttPublishOptions ChunkOptions = new() { ContentType = Topics.KeyFrameContentType };

    // A look at streams that seemed empty: a forgotten acknowledgement or a lost wake-up costs this much, not a reconnect.
    private static readonly TimeSpan IdleLook = TimeSpan.FromSeconds(5);

    // What is in flight when the uplink stops may still be acknowledged; else it is sent twice.
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(1);

    // Topic (200), content type and the rest of a PUBLISH besides its payload.
    private const int PacketOverheadBytes = 512;

    // Cursors and streams to be sent again; a camera has two. What does not fit is found by the idle look, the next cursor or a stall.
    private const int RequestsMax = 256;

    private readonly MqttClient _client;
    private readonly IPendingRecords _records;
    private readonly UplinkOptions _options;
    private readonly AlarmTeller _alarms;
    private readonly PumpVerdicts _verdicts;
    private readonly Action<OutboxRecord, string> _reject;
    private readonly UplinkCounters _counters;
    private readonly (TimeProvider Time, Random Random) _sources;
    private readonly int _payloadBytesMax;
    private readonly List<StreamCursor> _streams = [];
    private readonly List<StreamCursor> _ready = [];
    private readonly Channel<PumpOutcome> _outcomes;
    private readonly Channel<PumpRequest> _requests = Channel.CreateBounded<PumpRequest>(
        new BoundedChannelOptions(RequestsMax) { FullMode = BoundedChannelFullMode.DropWrite });

    private int _inFlight;
    private long _lastOutcome;
    private (long Due, Task Task) _alarm = (long.MaxValue, Task.CompletedTask);

    public RecordPump(MqttClient client, IPendingRecords records, UplinkOptions options, UplinkCounters counters,
        (TimeProvider Time, Random Random, Topics Topics) sources)
    {
        _client = client;
        _records = records;
        _options = options;
        _counters = counters;
        _alarms = new AlarmTeller(client, records, counters, sources.Topics);
        _sources = (sources.Time, sources.Random);
        _verdicts = new PumpVerdicts(records, counters, sources.Time, RequestRewind);
        _reject = _verdicts.Reject;
        _outcomes = Channel.CreateBounded<PumpOutcome>(new BoundedChannelOptions(client.InFlightMax) { SingleReader = true });
        _payloadBytesMax = (int)Math.Min(KeyFrameChunk.PayloadBytesMax,
            (client.Limits.PacketBytesMax ?? int.MaxValue) - PacketOverheadBytes);
    }

    private long Now => _sources.Time.GetTimestamp();

    /// <summary>Records of a log were put back into the queue.</summary>
    public void RequestRewind(StreamKey stream) => _requests.Writer.TryWrite(new PumpRequest(stream, null));

    /// <summary>The consumer's cursor of a log has moved.</summary>
    public void Committed(StreamKey stream, long sequence) => _requests.Writer.TryWrite(new PumpRequest(stream, sequence));

    /// <summary>Sends until cancelled; then waits a moment for what is in flight.</summary>
    /// <exception cref="MqttException">The connection is of no more use.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await SettleAsync().ConfigureAwait(false);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        Task records = _records.WaitForRecordsAsync(cancellationToken);
        Task outcome = _outcomes.Reader.WaitToReadAsync(cancellationToken).AsTask();
        Task request = _requests.Reader.WaitToReadAsync(cancellationToken).AsTask();
        FindStreams();
        while (true)
        {
            Fill();
            await Task.WhenAny(outcome, records, request, _client.Disconnected, Alarm(cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (outcome.IsCompleted)
            {
                while (_outcomes.Reader.TryRead(out PumpOutcome done)) Apply(done);
                outcome = _outcomes.Reader.WaitToReadAsync(cancellationToken).AsTask();
            }
            if (request.IsCompleted)
            {
                while (_requests.Reader.TryRead(out PumpRequest asked)) Obey(asked);
                request = _requests.Reader.WaitToReadAsync(cancellationToken).AsTask();
            }
            if (records.IsCompleted)
            {
                await records.ConfigureAwait(false);
                _alarms.Tell();
                // The next wait begins before the look, so that nothing falls between them.
                records = _records.WaitForRecordsAsync(cancellationToken);
                FindStreams();
            }
            if (_client.Disconnected.IsCompleted) throw await CauseAsync().ConfigureAwait(false);
            CheckAlarm();
        }
    }

    private void Obey(PumpRequest asked)
    {
        StreamCursor? stream = _streams.Find(s => s.Key == asked.Stream);
        if (asked.Committed is long sequence) stream?.Window?.Committed(sequence);
        else stream?.Rewind();
    }

    private async Task<Exception> CauseAsync() => await _client.Disconnected.ConfigureAwait(false)
        ?? new MqttException(MqttFailure.ConnectionLost, "the connection to the broker was closed");

    private async Task SettleAsync()
    {
        Task timeout = Task.Delay(SettleTimeout, _sources.Time, CancellationToken.None);
        while (_inFlight > 0 && !timeout.IsCompleted)
        {
            Task outcome = _outcomes.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
            await Task.WhenAny(outcome, timeout, _client.Disconnected).ConfigureAwait(false);
            while (_outcomes.Reader.TryRead(out PumpOutcome done)) Apply(done);
            if (_client.Disconnected.IsCompleted) return;
        }
    }

    private void FindStreams()
    {
        foreach (StreamPosition position in _records.Positions())
        {
            StreamCursor? known = _streams.Find(s => s.Key == position.Stream);
            if (known is null)
            {
                Backoff backoff = new(_options.RetryDelayMin, _options.RetryDelayMax, _sources.Random);
                CommitWindow? window = _records.Consumer is null ? null : new CommitWindow(_options, _sources.Time);
                _streams.Add(new StreamCursor(position.Stream, _records, backoff, _payloadBytesMax, window));
            }
            else
            {
                known.LookAgain();
            }
        }
    }

    private void Fill()
    {
        while (_inFlight < _client.InFlightMax)
        {
            long now = Now;
            _ready.Clear();
            foreach (StreamCursor stream in _streams)
            {
                if (stream.CanSend(now, _reject)) _ready.Add(stream);
            }
            if (StreamScheduler.Choose(_ready) is not { } chosen) return;
            if (_inFlight++ == 0) _lastOutcome = now;
            _counters.CountPublished();
            _ = PublishAsync(chosen, chosen.Take());
        }
    }

    private async Task PublishAsync(StreamCursor stream, PumpMessage message)
    {
        MqttReason reason = MqttReason.Unspecified;
        Exception? fault = null;
        try
        {
            OutboxRecord record = message.Progress.Record;
            reason = message.Chunk is { } chunk
                ? await PublishChunkAsync(record.Topic, chunk).ConfigureAwait(false)
                : await _client.PublishAsync(record.Topic, record.Body, EventOptions).ConfigureAwait(false);
        }
        catch (MqttException e) when (e.Kind is MqttFailure.TooLarge or MqttFailure.Invalid)
        {
            // Refused before it was sent: the same as a broker that refuses its size or topic.
            reason = e.Kind == MqttFailure.TooLarge ? MqttReason.PacketTooLarge : MqttReason.TopicNameInvalid;
        }
        catch (Exception e)
        {
            fault = e;
        }
        _outcomes.Writer.TryWrite(new PumpOutcome(stream, message, reason, fault));
    }

    private async Task<MqttReason> PublishChunkAsync(string topic, KeyFrameChunk chunk)
    {
        byte[] payload = ArrayPool<byte>.Shared.Rent(chunk.EncodedBytesMax);
        try
        {
            int bytes = chunk.Encode(payload);
            return await _client.PublishAsync(topic, payload.AsMemory(0, bytes), ChunkOptions).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(payload);
        }
    }

    private void Apply(PumpOutcome outcome)
    {
        _inFlight--;
        _lastOutcome = Now;
        if (outcome.Fault is { } fault) throw fault;
        _verdicts.Judge(outcome);
    }

    /// <summary>One timer for the next thing that becomes due; a timer for each pass would pile up.</summary>
    private Task Alarm(CancellationToken cancellationToken)
    {
        long now = Now;
        TimeSpan soonest = IdleLook;
        foreach (StreamCursor stream in _streams)
        {
            long at = stream.ResumeAt > now ? stream.ResumeAt : stream.Window?.StalledAt ?? 0;
            if (at <= now) continue;
            TimeSpan wait = _sources.Time.GetElapsedTime(now, at);
            if (wait < soonest) soonest = wait;
        }
        // Timers count whole milliseconds; half of one more never fires too early.
        soonest += TimeSpan.FromMilliseconds(1);
        long due = now + (long)(soonest.TotalSeconds * _sources.Time.TimestampFrequency);
        if (_alarm.Task.IsCompleted || due < _alarm.Due) _alarm = (due, Task.Delay(soonest, _sources.Time, cancellationToken));
        return _alarm.Task;
    }

    private void CheckAlarm()
    {
        if (!_alarm.Task.IsCompleted) return;
        foreach (StreamCursor stream in _streams)
        {
            if (stream.Window is not { } window)
            {
                if (stream.IsIdle) stream.Rewind();
                continue;
            }
            stream.LookAgain();
            if (!window.TakeStall()) continue;
            _counters.Change(s => s with { Stalls = s.Stalls + 1 });
            stream.Rewind();
        }
        TimeSpan silence = _sources.Time.GetElapsedTime(_lastOutcome);
        if (_inFlight > 0 && silence > _options.AcknowledgeTimeout)
            throw new MqttException(MqttFailure.TimedOut,
                $"the broker at {_options.Broker.Address} has acknowledged nothing for {silence.TotalSeconds:0} s: connecting again");
    }
}
