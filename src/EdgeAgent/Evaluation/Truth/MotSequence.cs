using SafeCity.Edge.Agent.Evaluation.Tracks;

namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>The labels of one sequence of the MOT challenge.</summary>
/// <param name="Name">Of the sequence.</param>
/// <param name="Truth">All labels, also those that are not judged.</param>
/// <param name="Frames">Its length.</param>
internal sealed record MotSequence(string Name, IReadOnlyList<MotRow> Truth, int Frames)
{
    private const double Tolerance = 2.220446049250313e-16;

    // Person on vehicle, static person, distractor, reflection: a track on one of them is neither right nor wrong.
    private static readonly HashSet<int> Distractors = [2, 7, 8, 12];

    /// <summary>
    /// Brings labels and tracks to what is judged, as the MOT challenge does for MOT16 and MOT17: tracks that are best assigned to a
    /// distractor, at an overlap of 0.5, are taken out; then only pedestrians that are marked as judged stay.
    /// </summary>
    internal TrackSequence Judge(IReadOnlyList<MotRow> tracks)
    {
        ILookup<int, MotRow> truth = Truth.ToLookup(t => t.Frame), found = tracks.ToLookup(t => t.Frame);
        return new TrackSequence(Name, [.. Enumerable.Range(1, Frames).Select(f => Judge([.. truth[f]], [.. found[f]]))]);
    }

    private static TrackFrame Judge(MotRow[] truth, MotRow[] found)
    {
        HashSet<int> outside = Array.Exists(truth, t => Distractors.Contains(t.Class)) ? OnDistractors(truth, found) : [];
        return new TrackFrame(
            [.. truth.Where(t => t.Class == MotFile.Pedestrian && t.Confidence != 0).Select(t => new TrackedBox(t.Id, t.Box))],
            [.. found.Where((_, i) => !outside.Contains(i)).Select(f => new TrackedBox(f.Id, f.Box))]);
    }

    private static HashSet<int> OnDistractors(MotRow[] truth, MotRow[] found)
    {
        double[,] overlaps = new double[truth.Length, found.Length];
        for (int t = 0; t < truth.Length; t++)
        {
            for (int f = 0; f < found.Length; f++)
            {
                double overlap = PixelBox.IntersectionOverUnion(truth[t].Box, found[f].Box);
                overlaps[t, f] = overlap >= ClearMot.OverlapMin - Tolerance ? overlap : 0;
            }
        }
        int[] pairs = BestAssignment.Solve(overlaps);
        return [.. Enumerable.Range(0, truth.Length)
            .Where(t => pairs[t] >= 0 && overlaps[t, pairs[t]] > 0 && Distractors.Contains(truth[t].Class)).Select(t => pairs[t])];
    }
}
