using System.Text;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace Transport.Tests.Broker;

/// <summary>Records in memory, with the same promises to the uplink as the store on disk.</summary>
internal sealed class MemoryRecords : IPendingRecords
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StreamKey, List<(OutboxRecord Record, bool Acknowledged)>> _logs = [];
    private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Next sequences are as if so many records had been there and were gone.</summary>
    internal long Bias { get; init; }

    /// <summary>Acknowledgements that came, repetitions included.</summary>
    internal int Acknowledgements { get; private set; }

    internal int Unacknowledged
    {
        get
        {
            lock (_lock) return _logs.Values.Sum(l => l.Count(r => !r.Acknowledged));
        }
    }

    internal OutboxRecord Add(StreamKey stream, string topic, string body, byte[]? image = null)
    {
        lock (_lock)
        {
            if (!_logs.TryGetValue(stream, out List<(OutboxRecord, bool)>? log)) _logs[stream] = log = [];
            OutboxRecord record = new(stream, log.Count + 1, topic, Encoding.UTF8.GetBytes(body), image ?? []);
            log.Add((record, false));
            _signal.TrySetResult();
            return record;
        }
    }

    public string? Consumer => null;

    public HealthStore Health() => new(0, 0, Unacknowledged, 0, 0);

    public Task<CursorVerdict> AdvanceCursorAsync(StreamKey stream, long sequence) => Task.FromResult(CursorVerdict.Ignored);

    public Task<bool> WitnessAsync(StreamKey seen, long lastSequence) => Task.FromResult(true);

    /// <summary>What was set aside; stays as it is.</summary>
    internal List<long> SetAside { get; } = [];

    public Task<bool> QuarantineAsync(StreamKey stream, long sequence, string cause)
    {
        lock (_lock) SetAside.Add(sequence);
        return Task.FromResult(false);
    }

    public IReadOnlyList<StreamPosition> Positions()
    {
        lock (_lock)
        {
            return [.. _logs.Select(l =>
            {
                int first = l.Value.FindIndex(r => !r.Acknowledged);
                return new StreamPosition(l.Key, l.Value.Count + 1 - Bias, (first < 0 ? l.Value.Count : first) - Bias);
            })];
        }
    }

    public IReadOnlyList<OutboxRecord> ReadUnacknowledged(StreamKey stream, long afterSequence, int recordsMax)
    {
        lock (_lock) return [.. _logs[stream].Where(r => !r.Acknowledged && r.Record.Sequence > afterSequence).Take(recordsMax)
            .Select(r => r.Record)];
    }

    public void MarkAcknowledged(StreamKey stream, long sequence)
    {
        lock (_lock)
        {
            Acknowledgements++;
            _logs[stream][(int)sequence - 1] = (_logs[stream][(int)sequence - 1].Record, true);
        }
    }

    public int Replay(StreamKey stream, long fromSequence, long toSequence)
    {
        lock (_lock)
        {
            if (!_logs.TryGetValue(stream, out List<(OutboxRecord Record, bool Acknowledged)>? log)) return 0;
            int count = 0;
            for (long s = fromSequence; s <= Math.Min(toSequence, log.Count); s++)
            {
                if (!log[(int)s - 1].Acknowledged) continue;
                log[(int)s - 1] = (log[(int)s - 1].Record, false);
                count++;
            }
            _signal.TrySetResult();
            return count;
        }
    }

    public async Task WaitForRecordsAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource waited;
        lock (_lock) waited = _signal;
        await waited.Task.WaitAsync(cancellationToken);
        lock (_lock)
        {
            if (ReferenceEquals(waited, _signal)) _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
