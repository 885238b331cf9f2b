using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>At most so many in any stretch of a length.</summary>
internal sealed class RateWindow(RateLimit? limit)
{
    private readonly MediaTime[] _times = new MediaTime[limit?.Events ?? 0];
    private int _count;

    /// <summary>How many were withheld since one was allowed.</summary>
    internal int Withheld { get; private set; }

    /// <summary>Takes a place if there is one.</summary>
    internal bool Allow(MediaTime now)
    {
        if (limit is null) return true;
        int oldest = _count % limit.Events;
        if (_count >= limit.Events && now - _times[oldest] < limit.Per)
        {
            Withheld++;
            return false;
        }
        _times[oldest] = now;
        // Keeps below overflow and the same place in the ring.
        _count = _count >= 2 * limit.Events ? _count + 1 - limit.Events : _count + 1;
        return true;
    }

    /// <summary>The number of withheld, which is then told.</summary>
    internal int TakeWithheld()
    {
        int withheld = Withheld;
        Withheld = 0;
        return withheld;
    }
}
