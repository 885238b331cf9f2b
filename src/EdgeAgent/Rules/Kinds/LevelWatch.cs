using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>Levels of a number, each reached or left only when it was so for a while; dated back to the beginning of that while.</summary>
internal sealed class LevelWatch(IReadOnlyList<int> limits, TimeSpan debounce)
{
    private readonly bool[] _holds = new bool[limits.Count];
    private readonly bool[] _reached = new bool[limits.Count];
    private readonly MediaTime[] _since = new MediaTime[limits.Count];

    /// <summary>Reached level, from 1; 0 below the first.</summary>
    internal int Level { get; private set; }

    /// <summary>A level is reached or left, and not yet for long enough.</summary>
    internal bool IsWaiting { get; private set; }

    /// <summary>The number of the reached level, or of the first.</summary>
    internal double? ReachedLimit => limits.Count == 0 ? null : limits[Math.Max(0, Level - 1)];

    /// <summary>The number of the next level; not a number above the last.</summary>
    internal double NextLimit => Level < limits.Count ? limits[Level] : double.NaN;

    /// <summary>Takes the number of a frame; gives since when another level holds, if it changed.</summary>
    internal MediaTime? Advance(int number, MediaTime time)
    {
        MediaTime? changed = null;
        IsWaiting = false;
        Level = 0;
        for (int i = 0; i < limits.Count; i++)
        {
            bool holds = number >= limits[i];
            if (holds != _holds[i])
            {
                _holds[i] = holds;
                _since[i] = time;
            }
            if (_holds[i] != _reached[i] && time - _since[i] >= debounce)
            {
                _reached[i] = _holds[i];
                changed ??= _since[i];
            }
            IsWaiting |= _holds[i] != _reached[i];
            if (_reached[i]) Level++;
        }
        return changed;
    }

    internal void Clear()
    {
        Array.Clear(_holds);
        Array.Clear(_reached);
        Level = 0;
    }

    internal void Save(BinaryWriter writer)
    {
        for (int i = 0; i < limits.Count; i++)
        {
            writer.Write(_holds[i]);
            writer.Write(_reached[i]);
            writer.Write(_since[i].Nanoseconds);
        }
    }

    internal void Load(BinaryReader reader)
    {
        Level = 0;
        for (int i = 0; i < limits.Count; i++)
        {
            _holds[i] = reader.ReadBoolean();
            _reached[i] = reader.ReadBoolean();
            _since[i] = new MediaTime(reader.ReadInt64());
            if (_reached[i]) Level++;
        }
    }
}
