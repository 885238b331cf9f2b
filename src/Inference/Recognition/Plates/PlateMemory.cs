using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// The plates that one camera has reported lately: the same one, or one that differs by easily confused shapes only, is not news for
/// 300 s after it was last seen. Holds the last 256; when more come, the oldest is forgotten and may be reported again.
/// </summary>
public sealed class PlateMemory
{
    private const int EntriesMax = 256;

    // One confused shape and one O for 0.
    private const float SameDistance = 0.5f;

    private readonly PlateText[] _texts = new PlateText[EntriesMax];
    private readonly MediaTime[] _seen = new MediaTime[EntriesMax];
    private readonly TimeSpan _keep;
    private int _count;

    /// <summary>Remembers for 300 s, or as long as told.</summary>
    public PlateMemory(TimeSpan? keep = null) => _keep = keep ?? TimeSpan.FromSeconds(300);

    /// <summary>Notes that a plate was seen and says whether it is news.</summary>
    /// <param name="plate">The plate.</param>
    /// <param name="time">Time of the stream since its start.</param>
    public bool IsNews(in PlateText plate, MediaTime time)
    {
        int oldest = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_seen[i] < _seen[oldest]) oldest = i;
            if (PlateDistance.Between(_texts[i], plate) > SameDistance) continue;
            bool isOld = time - _seen[i] >= _keep;
            (_texts[i], _seen[i]) = (plate, time);
            return isOld;
        }
        int place = _count < EntriesMax ? _count++ : oldest;
        (_texts[place], _seen[place]) = (plate, time);
        return true;
    }
}
