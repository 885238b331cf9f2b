namespace SafeCity.Edge.Inference.Tracking;

/// <summary>Tracks that nobody uses. Some are ready from the start: so many objects at a time cost no memory of their own.</summary>
internal sealed class TrackPool
{
    private const int Ready = 32;

    private readonly int _classCount;
    private readonly Stack<Track> _free = new(Ready);

    internal TrackPool(int classCount)
    {
        _classCount = classCount;
        for (int i = 0; i < Ready; i++) _free.Push(new Track(classCount));
    }

    internal Track Take() => _free.TryPop(out Track? track) ? track : new Track(_classCount);

    internal void Return(List<Track> tracks)
    {
        foreach (Track track in tracks) _free.Push(track);
    }
}
