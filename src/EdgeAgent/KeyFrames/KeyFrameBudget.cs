using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>
/// Keeps a camera's pictures within their bytes an hour: first they get coarser, then roles are left out, scenes first and plates last.
/// Each change is told, and each event that it touches says so. Counts the last hour by minutes of media time. One thread.
/// </summary>
/// <param name="settings">Sizes, qualities and the bytes an hour.</param>
/// <param name="say">Takes a sentence for the operator.</param>
internal sealed class KeyFrameBudget(KeyFrameSettings settings, Action<string>? say = null)
{
    /// <summary>In events: pictures are coarser than set.</summary>
    internal const string Coarser = "quality";

    /// <summary>In events: a picture was left out.</summary>
    internal const string LeftOut = "left-out";

    private const int Minutes = 60;

    // Spent shares of the hour from which each level holds; the first is none.
    private static readonly float[] LevelShares = [0, 0.5f, 0.75f, 0.9f, 0.95f, 1];
    private static readonly float[] QualityShares = [1, 0.75f, 0.5f, 0.5f, 0.5f, 0.5f];
    private static readonly string[] Told =
    [
        "key frames are as set again", "key frames have three quarters of their quality", "key frames have half of their quality",
        "scenes are left out", "only plates have pictures", "no pictures are sent until the hour has passed",
    ];

    private readonly long[] _bytes = new long[Minutes];
    private long _minute;
    private long _spent;
    private int _level;

    /// <summary>Longest side of a picture, pixels.</summary>
    internal int SideOf(KeyFrameRole role) => settings.PlanOf(role).SidePixels;

    /// <summary>Whether each track has a picture of its scene.</summary>
    internal bool HasScenes => settings.Scene is not null;

    /// <summary>Quality of the JPEG, 1 to 100, as far as the budget allows.</summary>
    internal int QualityOf(KeyFrameRole role, MediaTime now) => Math.Max(1, (int)(settings.PlanOf(role).Quality * QualityShares[LevelAt(now)]));

    /// <summary>Asks for a picture that is to go with an event, and takes its bytes from the budget.</summary>
    /// <param name="role">What it is for.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="now">The moment.</param>
    /// <param name="always">It is sent in any case: an alarm is worth its picture, whatever the hour has cost.</param>
    /// <returns>False: leave it out.</returns>
    internal bool TryTake(KeyFrameRole role, int bytes, MediaTime now, bool always = false)
    {
        int level = LevelAt(now);
        int leftOutFrom = role switch
        {
            KeyFrameRole.Scene => 3,
            KeyFrameRole.Subject => 4,
            _ => 5,
        };
        if (level >= leftOutFrom && !always) return false;
        _bytes[_minute % Minutes] += bytes;
        _spent += bytes;
        return true;
    }

    /// <summary>What an event says of its pictures; null if they are as set.</summary>
    internal string? NoteOf(bool leftOut, MediaTime now) => leftOut ? LeftOut : LevelAt(now) > 0 ? Coarser : null;

    private int LevelAt(MediaTime now)
    {
        if (settings.BytesPerHour is not { } limit) return 0;
        Turn((long)(now.Seconds / 60));
        float share = (float)_spent / limit;
        int level = 0;
        while (level + 1 < LevelShares.Length && share >= LevelShares[level + 1]) level++;
        if (level != _level) say?.Invoke($"{100 * share:0} % of the hour's {limit / 1000} kB for key frames are spent: {Told[level]}.");
        return _level = level;
    }

    private void Turn(long minute)
    {
        if (minute < _minute || minute - _minute >= Minutes)
        {
            // A stream that began anew, or a long silence.
            Array.Clear(_bytes);
            (_spent, _minute) = (0, minute);
        }
        while (_minute < minute)
        {
            _minute++;
            _spent -= _bytes[_minute % Minutes];
            _bytes[_minute % Minutes] = 0;
        }
    }
}
