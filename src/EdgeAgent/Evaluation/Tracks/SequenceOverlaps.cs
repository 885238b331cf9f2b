namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>A sequence as the measures need it: numbers replaced by dense indices, and the overlap of every pair in each frame.</summary>
internal sealed class SequenceOverlaps
{
    private SequenceOverlaps(IReadOnlyList<FrameOverlaps> frames, IReadOnlyList<int> truthIds, IReadOnlyList<int> foundIds)
    {
        Frames = frames;
        TruthIds = truthIds;
        FoundIds = foundIds;
    }

    internal IReadOnlyList<FrameOverlaps> Frames { get; }

    /// <summary>Number of each labelled object, by index.</summary>
    internal IReadOnlyList<int> TruthIds { get; }

    /// <summary>Number of each track, by index.</summary>
    internal IReadOnlyList<int> FoundIds { get; }

    /// <summary>In how many frames each labelled object is, by index.</summary>
    internal int[] TruthFrames() => Count(TruthIds.Count, f => f.Truth);

    /// <summary>In how many frames each track is, by index.</summary>
    internal int[] FoundFrames() => Count(FoundIds.Count, f => f.Found);

    internal static SequenceOverlaps Of(TrackSequence sequence)
    {
        Dictionary<int, int> truthIndex = [], foundIndex = [];
        FrameOverlaps[] frames = [.. sequence.Frames.Select(f => Of(f, truthIndex, foundIndex))];
        return new SequenceOverlaps(frames, [.. truthIndex.OrderBy(i => i.Value).Select(i => i.Key)],
            [.. foundIndex.OrderBy(i => i.Value).Select(i => i.Key)]);
    }

    private static FrameOverlaps Of(TrackFrame frame, Dictionary<int, int> truthIndex, Dictionary<int, int> foundIndex)
    {
        double[,] overlaps = new double[frame.Truth.Count, frame.Found.Count];
        for (int t = 0; t < frame.Truth.Count; t++)
        {
            for (int f = 0; f < frame.Found.Count; f++)
                overlaps[t, f] = PixelBox.IntersectionOverUnion(frame.Truth[t].Box, frame.Found[f].Box);
        }
        return new FrameOverlaps(
            [.. frame.Truth.Select(t => Index(truthIndex, t.Id))], [.. frame.Found.Select(f => Index(foundIndex, f.Id))], overlaps);
    }

    private static int Index(Dictionary<int, int> indices, int id)
    {
        if (!indices.TryGetValue(id, out int index)) indices[id] = index = indices.Count;
        return index;
    }

    private int[] Count(int length, Func<FrameOverlaps, int[]> ids)
    {
        int[] counts = new int[length];
        foreach (FrameOverlaps frame in Frames)
            foreach (int id in ids(frame)) counts[id]++;
        return counts;
    }
}
