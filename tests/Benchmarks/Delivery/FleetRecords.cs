using System.Globalization;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Benchmarks.Delivery;

/// <summary>A box's records in memory: thousands of files on one disk would measure the disk. The same promises to the uplink.</summary>
internal sealed class FleetRecords(DeviceIdentity device, StreamKey stream) : IPendingRecords
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, OutboxRecord> _pending = [];
    private readonly string _topic = new Topics(device).Event(stream.Stream, "track");
    private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _next = 1;

    public string? Consumer => null;

    internal int Pending
    {
        get
        {
            lock (_gate) return _pending.Count;
        }
    }

    internal void Add(byte[] body)
    {
        lock (_gate)
        {
            byte[] own = [.. body];
            _ = _next.TryFormat(own.AsSpan(own.Length - 20), out _, "D19", CultureInfo.InvariantCulture);
            _pending.Add(_next, new OutboxRecord(stream, _next++, _topic, own, default));
            _signal.TrySetResult();
        }
    }

    public HealthStore Health() => new(0, 0, Pending, 0, 0);

    public IReadOnlyList<StreamPosition> Positions()
    {
        lock (_gate) return [new StreamPosition(stream, _next, _pending.Count == 0 ? _next - 1 : _pending.Keys.First() - 1)];
    }

    public IReadOnlyList<OutboxRecord> ReadUnacknowledged(StreamKey key, long afterSequence, int recordsMax)
    {
        lock (_gate) return [.. _pending.Values.Where(r => r.Sequence > afterSequence).Take(recordsMax)];
    }

    public void MarkAcknowledged(StreamKey key, long sequence)
    {
        lock (_gate) _ = _pending.Remove(sequence);
    }

    public Task<CursorVerdict> AdvanceCursorAsync(StreamKey key, long sequence) => Task.FromResult(CursorVerdict.Ignored);

    public Task<bool> WitnessAsync(StreamKey seen, long lastSequence) => Task.FromResult(false);

    public Task<bool> QuarantineAsync(StreamKey key, long sequence, string cause) => Task.FromResult(false);

    public int Replay(StreamKey key, long fromSequence, long toSequence) => 0;

    public async Task WaitForRecordsAsync(CancellationToken cancellationToken)
    {
        Task wait;
        lock (_gate) wait = _signal.Task;
        await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_signal.Task == wait) _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
