namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// Shares the link among streams by weight: each choice gives every candidate its weight as credit, takes the richest, and
/// charges it the sum of the weights. Over any stretch each gets its share, evenly spread.
/// </summary>
internal static class StreamScheduler
{
    /// <summary>The stream whose turn it is; null when there is none.</summary>
    internal static StreamCursor? Choose(IReadOnlyList<StreamCursor> ready)
    {
        StreamCursor? chosen = null;
        int sum = 0;
        foreach (StreamCursor stream in ready)
        {
            sum += stream.Weight;
            stream.Credit += stream.Weight;
            if (chosen is null || stream.Credit > chosen.Credit) chosen = stream;
        }
        if (chosen is not null) chosen.Credit -= sum;
        return chosen;
    }
}
