namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>All measures of one sequence, or of several together.</summary>
internal sealed record TrackingScore(string Name, int Frames, ClearCounts Clear, IdentityCounts Identity, HigherOrderCounts HigherOrder)
{
    /// <summary>Name of the row that stands for all sequences.</summary>
    internal const string Combined = "COMBINED";

    internal static TrackingScore Of(TrackSequence sequence, Action<int, FrameFailures>? failures = null)
    {
        SequenceOverlaps overlaps = SequenceOverlaps.Of(sequence);
        return new TrackingScore(
            sequence.Name, sequence.Frames.Count, ClearMot.Of(overlaps, failures), IdentityCounts.Of(overlaps),
                HigherOrderAccuracy.Of(overlaps));
    }

    /// <summary>Counts are added, then the measures are taken; it is not the mean of the sequences' measures.</summary>
    internal static TrackingScore Combine(IReadOnlyList<TrackingScore> scores) => new(
        Combined,
        scores.Sum(s => s.Frames),
        scores.Aggregate(new ClearCounts(), (sum, s) => sum + s.Clear),
        scores.Aggregate(default(IdentityCounts), (sum, s) => sum + s.Identity),
        scores.Aggregate(new HigherOrderCounts(), (sum, s) => sum + s.HigherOrder));
}
