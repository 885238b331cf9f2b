using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>
/// Everything detected in this frame, and what must be masked of frames before in the parts that were not looked at now: what stands
/// still is looked at seldom, and is to be masked in every picture. Allocates nothing.
/// </summary>
/// <param name="isRemembered">By class id: what is to be masked.</param>
internal sealed class RecentObjects(IReadOnlyList<bool> isRemembered)
{
    private const int EntriesMax = 1024;

    // Longer than the interval at which the whole frame is looked at.
    private static readonly TimeSpan RememberFor = TimeSpan.FromSeconds(30);

    private readonly Detection[] _seen = new Detection[EntriesMax];
    private readonly MediaTime[] _times = new MediaTime[EntriesMax];
    private int _count;

    /// <summary>Takes what was found now.</summary>
    /// <param name="time">Of the frame; one that goes back forgets all.</param>
    /// <param name="scanned">Where it was looked.</param>
    /// <param name="found">What was found there.</param>
    /// <returns>That, and what is remembered elsewhere; valid until the next call.</returns>
    internal ReadOnlySpan<Detection> Update(MediaTime time, in ScannedArea scanned, ReadOnlySpan<Detection> found)
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            bool isCurrent = time >= _times[i] && time - _times[i] <= RememberFor;
            if (!isRemembered[_seen[i].ClassId] || !isCurrent || scanned.Covers(_seen[i].Box)) continue;
            (_seen[kept], _times[kept]) = (_seen[i], _times[i]);
            kept++;
        }
        // What is found now is the more important when there is no room for both.
        kept = Math.Min(kept, EntriesMax - Math.Min(found.Length, EntriesMax));
        int added = Math.Min(found.Length, EntriesMax - kept);
        found[..added].CopyTo(_seen.AsSpan(kept));
        _times.AsSpan(kept, added).Fill(time);
        _count = kept + added;
        return _seen.AsSpan(0, _count);
    }
}
