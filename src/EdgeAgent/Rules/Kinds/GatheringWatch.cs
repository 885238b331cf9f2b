using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>How many objects more than at the emptiest moment of the last while.</summary>
internal sealed class GatheringWatch
{
    // Moments kept of the while; each stands for the least number of its part.
    private const int Parts = 60;

    private readonly TimeSpan _part;
    private readonly int[] _least = new int[Parts];
    private readonly long[] _number = new long[Parts];

    internal GatheringWatch(Gathering settings)
    {
        _part = settings.Within / Parts;
        Clear();
    }

    /// <summary>Takes the number of a frame; gives how many it is more.</summary>
    internal int Advance(int inside, MediaTime time)
    {
        long part = (long)Math.Floor(time.Nanoseconds / 100.0 / _part.Ticks);
        int place = (int)(((part % Parts) + Parts) % Parts);
        _least[place] = _number[place] == part ? Math.Min(_least[place], inside) : inside;
        _number[place] = part;
        int least = inside;
        for (int i = 0; i < Parts; i++)
            if (_number[i] > part - Parts && _number[i] <= part) least = Math.Min(least, _least[i]);
        return inside - least;
    }

    internal void Clear() => Array.Fill(_number, long.MinValue);
}
