namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>How well persons are counted in a clip.</summary>
/// <param name="Model">The detector.</param>
/// <param name="Counts">The frames that were compared.</param>
/// <param name="Frames">All frames that were looked at.</param>
/// <param name="MillisecondsMean">Looking, a frame; with regions most frames cost little and some much.</param>
internal sealed record CountResult(string Model, IReadOnlyList<FrameCount> Counts, long Frames, double MillisecondsMean)
{
    /// <summary>Mean absolute error of the followed persons.</summary>
    internal double ErrorOfTracks => Counts.Average(c => Math.Abs(c.Followed - c.Expected));

    /// <summary>Mean absolute error of the detected persons.</summary>
    internal double ErrorOfDetections => Counts.Average(c => Math.Abs(c.Detected - c.Expected));

    /// <summary>Mean of the differences: below 0, too few are followed.</summary>
    internal double Bias => Counts.Average(c => c.Followed - c.Expected);

    internal EvaluationTable Summary(string title) => new(
        title,
        ["model", "frames compared", "mean error of tracks", "mean error of detections", "bias of tracks", "largest error",
            "counted/followed", "ms mean"],
        [[
            Model, Figures.Whole(Counts.Count), Figures.Rate(ErrorOfTracks), Figures.Rate(ErrorOfDetections), Figures.Rate(Bias),
            Figures.Whole(Counts.Max(c => Math.Abs(c.Followed - c.Expected))),
                string.Join(' ', Counts.Select(c => $"{c.Expected}/{c.Followed}")),
            Figures.Tenths(MillisecondsMean),
        ]]);
}
