using SafeCity.Edge.Agent.Evaluation.Truth;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Size and rate of the pictures of a sequence.</summary>
internal sealed record SequenceFrame(int Width, int Height, double FramesPerSecond)
{
    /// <summary>Rate of a sequence of which nothing is known.</summary>
    internal const double RateDefault = 25;

    /// <summary>What a person said, else what seqinfo.ini says, else the smallest frame that holds every box.</summary>
    internal static SequenceFrame Of((int Width, int Height)? size, double? rate, SequenceInfo info, IEnumerable<MotRow> rows)
    {
        (int Width, int Height)? known = size ?? (info is { Width: { } w, Height: { } h } ? (w, h) : null);
        if (known is null)
        {
            (double right, double bottom) =
                rows.Aggregate((1.0, 1.0), (most, r) => (Math.Max(most.Item1, r.Box.Right), Math.Max(most.Item2, r.Box.Bottom)));
            known = ((int)Math.Ceiling(right), (int)Math.Ceiling(bottom));
        }
        return new SequenceFrame(known.Value.Width, known.Value.Height, rate ?? info.FramesPerSecond ?? RateDefault);
    }
}
