using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>
/// Counts by class and interval of the wall clock: crossings, or comings, goings and objects inside. Intervals begin at whole multiples
/// of their length; the first and the last may be cut.
/// </summary>
internal sealed class IntervalCounter(TimeSpan every, int classes, bool isRegion)
{
    private readonly int[] _in = new int[classes + 1];
    private readonly int[] _out = new int[classes + 1];
    private readonly int[] _inside = new int[classes + 1];
    private readonly int[] _objects = new int[classes + 1];
    private readonly int[] _min = new int[classes + 1];
    private readonly int[] _max = new int[classes + 1];
    private readonly double[] _integral = new double[classes + 1];
    private long _interval = long.MinValue;
    private DateTimeOffset _from;
    private MediaTime _advanced;
    private double _seconds;

    /// <summary>An object crossed.</summary>
    internal void Cross(int classId, bool isIn)
    {
        int[] counts = isIn ? _in : _out;
        counts[classId]++;
        counts[classes]++;
    }

    /// <summary>An object came into the region or left it.</summary>
    internal void Move(int classId, bool isIn)
    {
        Cross(classId, isIn);
        foreach (int place in (ReadOnlySpan<int>)[classId, classes])
        {
            _inside[place] += isIn ? 1 : -1;
            if (isIn) _objects[place]++;
            _min[place] = Math.Min(_min[place], _inside[place]);
            _max[place] = Math.Max(_max[place], _inside[place]);
        }
    }

    /// <summary>Goes on to a frame; gives the counts of the interval that it ended.</summary>
    internal IntervalCounts? Advance(in RuleFrame frame)
    {
        DateTimeOffset now = frame.Stamp.Wall;
        long interval = now.UtcTicks / every.Ticks;
        if (_interval == long.MinValue)
        {
            Begin(interval, now, frame.Time);
            return null;
        }
        Integrate(frame.Time);
        if (interval == _interval) return null;
        // A clock that was set back ends an interval now; one that ran on, at its border.
        DateTimeOffset end = interval > _interval ? new DateTimeOffset((_interval + 1) * every.Ticks, TimeSpan.Zero) : now;
        IntervalCounts counts = Take(end);
        Begin(interval, interval > _interval ? new DateTimeOffset(interval * every.Ticks, TimeSpan.Zero) : now, frame.Time);
        return counts;
    }

    /// <summary>The counts so far, of an interval that is cut short; null if none has begun.</summary>
    internal IntervalCounts? Finish(in RuleFrame frame)
    {
        if (_interval == long.MinValue || frame.Stamp.Wall <= _from) return null;
        Integrate(frame.Time);
        IntervalCounts counts = Take(frame.Stamp.Wall);
        _interval = long.MinValue;
        Array.Clear(_inside);
        return counts;
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write(_interval);
        writer.Write(_from.UtcTicks);
        for (int i = 0; i <= classes; i++)
        {
            writer.Write(_in[i]);
            writer.Write(_out[i]);
            writer.Write(_objects[i]);
            writer.Write(_inside[i]);
        }
    }

    internal void Load(BinaryReader reader)
    {
        _interval = reader.ReadInt64();
        _from = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        for (int i = 0; i <= classes; i++)
        {
            _in[i] = reader.ReadInt32();
            _out[i] = reader.ReadInt32();
            _objects[i] = reader.ReadInt32();
            _inside[i] = reader.ReadInt32();
            _min[i] = _max[i] = _inside[i];
        }
        // The mean is of the time in which somebody looked.
        _advanced = new MediaTime(long.MinValue);
    }

    private void Integrate(MediaTime now)
    {
        if (_advanced.Nanoseconds != long.MinValue)
        {
            double seconds = (now - _advanced).TotalSeconds;
            _seconds += seconds;
            for (int i = 0; i <= classes; i++) _integral[i] += _inside[i] * seconds;
        }
        _advanced = now;
    }

    private void Begin(long interval, DateTimeOffset from, MediaTime time)
    {
        _interval = interval;
        _from = from;
        _advanced = time;
        _seconds = 0;
        Array.Clear(_in);
        Array.Clear(_out);
        Array.Clear(_integral);
        _inside.CopyTo(_objects, 0);
        _inside.CopyTo(_min, 0);
        _inside.CopyTo(_max, 0);
    }

    private IntervalCounts Take(DateTimeOffset to)
    {
        List<ClassCount> all = [];
        for (int i = 0; i < classes; i++)
            if (_in[i] + _out[i] + _max[i] > 0) all.Add(Of(i, i));
        return new IntervalCounts(_from, to, Of(classes, -1), all);
    }

    private ClassCount Of(int place, int classId) => new(classId, _in[place], _out[place])
    {
        Objects = isRegion ? _objects[place] : null,
        Min = isRegion ? _min[place] : null,
        Max = isRegion ? _max[place] : null,
        Mean = isRegion ? (_seconds > 0 ? _integral[place] / _seconds : _inside[place]) : null,
    };
}
