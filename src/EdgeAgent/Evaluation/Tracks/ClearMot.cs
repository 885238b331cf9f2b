namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>
/// Counts for CLEAR MOT, frame by frame: a pair of the frame before is kept while it overlaps enough, the rest is assigned so that the
/// number of pairs, then the sum of overlaps, is largest.
/// </summary>
internal sealed class ClearMot
{
    internal const double OverlapMin = 0.5;

    // An overlap of 0.5 that binary arithmetic made 0.49999999999999994 is a match.
    private const double Tolerance = 2.220446049250313e-16;
    private const double KeepsPair = 1000;
    private const double MostlyTrackedMin = 0.8;
    private const double MostlyLostMax = 0.2;

    private readonly int[] _lastTrack;
    private readonly int[] _trackBefore;
    private readonly int[] _hitsOfTruth;
    private ClearCounts _counts = new();

    private ClearMot(int truths)
    {
        _lastTrack = Nobody(truths);
        _trackBefore = Nobody(truths);
        _hitsOfTruth = new int[truths];
    }

    /// <summary>Counts a sequence.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="failures">Told of every frame with failures: its index and what is wrong; null if nobody wants to know.</param>
    internal static ClearCounts Of(SequenceOverlaps sequence, Action<int, FrameFailures>? failures = null)
    {
        ClearMot clear = new(sequence.TruthIds.Count);
        for (int i = 0; i < sequence.Frames.Count; i++)
        {
            FrameFailures wrong = clear.Add(sequence.Frames[i]);
            if (wrong.Any) failures?.Invoke(i, wrong);
        }
        double[] parts = [.. sequence.TruthFrames().Select((frames, t) => clear._hitsOfTruth[t] / (double)frames)];
        return clear._counts with
        {
            MostlyTracked = parts.Count(p => p > MostlyTrackedMin),
            MostlyLost = parts.Count(p => p < MostlyLostMax),
        };
    }

    private FrameFailures Add(FrameOverlaps frame)
    {
        FrameFailures wrong = new([], [], []);
        int[] pairs = BestAssignment.Solve(Scores(frame));
        HashSet<int> taken = [];
        // In a frame without labels or without tracks, the pairs of the frame before stay what they were.
        if (frame.Truth.Length > 0 && frame.Found.Length > 0) Array.Fill(_trackBefore, -1);
        for (int t = 0; t < pairs.Length; t++)
        {
            if (pairs[t] < 0 || !Matches(frame.Overlaps[t, pairs[t]]))
            {
                wrong.Misses.Add(t);
                continue;
            }
            taken.Add(pairs[t]);
            if (Pair(frame.Truth[t], frame.Found[pairs[t]], frame.Overlaps[t, pairs[t]])) wrong.Switches.Add((t, pairs[t]));
        }
        for (int f = 0; f < frame.Found.Length; f++)
            if (!taken.Contains(f)) wrong.FalsePositives.Add(f);
        _counts = _counts with
        {
            Misses = _counts.Misses + wrong.Misses.Count,
            FalsePositives = _counts.FalsePositives + wrong.FalsePositives.Count,
            Switches = _counts.Switches + wrong.Switches.Count,
        };
        return wrong;
    }

    private bool Pair(int truth, int track, double overlap)
    {
        bool switched = _lastTrack[truth] >= 0 && _lastTrack[truth] != track;
        _lastTrack[truth] = _trackBefore[truth] = track;
        _hitsOfTruth[truth]++;
        _counts = _counts with { Hits = _counts.Hits + 1, OverlapSum = _counts.OverlapSum + overlap };
        return switched;
    }

    private double[,] Scores(FrameOverlaps frame)
    {
        double[,] scores = new double[frame.Truth.Length, frame.Found.Length];
        for (int t = 0; t < frame.Truth.Length; t++)
        {
            for (int f = 0; f < frame.Found.Length; f++)
            {
                if (Matches(frame.Overlaps[t, f]))
                    scores[t, f] = frame.Overlaps[t, f] + (_trackBefore[frame.Truth[t]] == frame.Found[f] ? KeepsPair : 0);
            }
        }
        return scores;
    }

    private static bool Matches(double overlap) => overlap >= OverlapMin - Tolerance;

    private static int[] Nobody(int length)
    {
        int[] nobody = new int[length];
        Array.Fill(nobody, -1);
        return nobody;
    }
}
