using SafeCity.Edge.Agent.Rules.Objects;

namespace SafeCity.Edge.Agent.Rules.Explain;

/// <summary>
/// The newest thoughts of one rule, in a ring: when it is full the oldest is overwritten. A thought that goes on is one record, so that
/// an hour of nothing is one line.
/// </summary>
internal sealed class ExplainRing
{
    /// <summary>Records kept of each rule.</summary>
    internal const int Kept = 256;

    /// <summary>The place of the scene among the objects.</summary>
    internal const int Scene = ObjectSlots.Capacity;

    // A gap of this length ends a record.
    private const long GapNanoseconds = 2_000_000_000;

    private readonly ExplainRecord[] _records = new ExplainRecord[Kept];
    // By slot, the number of its newest record; -1 for none.
    private readonly long[] _open = new long[Scene + 1];
    private long _count;

    internal ExplainRing() => Array.Fill(_open, -1);

    /// <summary>Notes a thought.</summary>
    /// <param name="slot">The object's slot, or <see cref="Scene"/>.</param>
    /// <param name="track">Its track; 0 for the scene.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="verdict">What the rule thought.</param>
    /// <param name="value">What it measured and with what it compared it.</param>
    internal void Note(int slot, int track, in RuleFrame frame, RuleVerdict verdict, (double Value, double Limit) value)
    {
        long open = _open[slot];
        if (open >= 0 && open > _count - Kept)
        {
            ref ExplainRecord record = ref _records[open % Kept];
            bool goesOn = record.Verdict == verdict && record.Track == track && frame.Time.Nanoseconds - record.To.Nanoseconds <= GapNanoseconds;
            // What fired at one moment is one record each.
            if (goesOn && verdict != RuleVerdict.Fired)
            {
                record.To = frame.Time;
                record.WallTicks = frame.Stamp.Wall.UtcTicks;
                (record.Value, record.Limit) = ((float)value.Value, (float)value.Limit);
                return;
            }
        }
        _open[slot] = _count;
        _records[_count++ % Kept] = new ExplainRecord
        {
            Track = track,
            From = frame.Time,
            To = frame.Time,
            WallTicks = frame.Stamp.Wall.UtcTicks,
            Verdict = verdict,
            Value = (float)value.Value,
            Limit = (float)value.Limit,
        };
    }

    /// <summary>All records, in the order in which they began. Allocates.</summary>
    internal ExplainRecord[] ToArray()
    {
        long first = Math.Max(0, _count - Kept);
        ExplainRecord[] records = new ExplainRecord[_count - first];
        for (long i = first; i < _count; i++) records[i - first] = _records[i % Kept];
        return records;
    }
}
