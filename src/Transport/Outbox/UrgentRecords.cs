using System.Diagnostics;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>The places of alarms whose early copy is still to be sent: the last 64, five minutes at most. Any thread.</summary>
internal sealed class UrgentRecords
{
    private const int RecordsMax = 64;

    // Contract, section 3: an early copy expires after 300 s.
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(300);

    private readonly Lock _gate = new();
    private readonly Queue<(StreamKey Stream, long Sequence, long At)> _records = new();

    /// <summary>After its commit. When full, the oldest goes: its record is sent in its turn anyway.</summary>
    internal void Add(PendingFact pending)
    {
        lock (_gate)
        {
            _records.Enqueue((pending.Receipt!.Stream, pending.Receipt.Sequence, Stopwatch.GetTimestamp()));
            if (_records.Count > RecordsMax) _ = _records.Dequeue();
        }
    }

    internal List<(StreamKey Stream, long Sequence)> Take()
    {
        lock (_gate)
        {
            List<(StreamKey, long)> young = [.. _records.Where(r => Stopwatch.GetElapsedTime(r.At) < AgeMax).Select(r => (r.Stream, r.Sequence))];
            _records.Clear();
            return young;
        }
    }
}
