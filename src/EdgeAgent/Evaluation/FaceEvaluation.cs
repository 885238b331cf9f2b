using SafeCity.Edge.Agent.Evaluation.Boxes;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Scores a face finder on labelled pictures. All boxes are of class 0.</summary>
/// <param name="find">Looks at a picture; must give weak faces too, or the average precision is cut short.</param>
/// <param name="workingScore">Score from which a face counts as found where precision and recall are told.</param>
/// <param name="context">Report, progress, clock.</param>
internal sealed class FaceEvaluation(BoxFinder find, double workingScore, EvaluationContext context)
{
    private readonly List<ScoredPicture> _scored = [];
    private readonly List<PictureJudgement> _judged = [];
    private readonly List<double> _milliseconds = [];

    /// <summary>Looks at all pictures.</summary>
    internal FaceResult Run(PictureFolder folder, IReadOnlyList<LabelledPicture> pictures)
    {
        PictureSet set = new(folder, context);
        foreach (LabelledPicture picture in pictures)
            set.Visit(picture.Name, (in ImageView image) => Look(picture, image));
        BoxScore score = AveragePrecision.Of(_scored);
        return new FaceResult
        {
            Pictures = _scored.Count,
            Missing = set.Missing,
            Ap50 = score.Ap50,
            WorkingScore = workingScore,
            Counts = DetectionCounts.Of(_judged),
            FoundPixels = [.. _judged.SelectMany(j => j.Hits).Select(h => h.Truth.Box.ShortSide).Order()],
            MissedPixels = [.. _judged.SelectMany(j => j.Misses).Select(m => m.Box.ShortSide).Order()],
            MillisecondsMedian = Figures.Median(_milliseconds),
        };
    }

    private void Look(LabelledPicture picture, in ImageView image)
    {
        // The first run of a model pays for things that no later one pays for.
        if (_scored.Count == 0) find(image);
        long start = context.Time.GetTimestamp();
        IReadOnlyList<BoxFound> found = find(image);
        _milliseconds.Add(context.Time.GetElapsedTime(start).TotalMilliseconds);
        ScoredPicture scored = new(picture.Name, picture.InPixels(image.Width, image.Height), found);
        PictureJudgement judged = PictureJudgement.Of(scored, _ => workingScore);
        _scored.Add(scored);
        _judged.Add(judged);
        if (judged.HasFailures) context.Page?.AddFailure(image, Failure(scored, judged, image.Width, image.Height));
    }

    private FailurePicture Failure(ScoredPicture picture, PictureJudgement judged, int width, int height)
    {
        LabelledBox[] boxes =
        [
            .. judged.Hits.Select(h => new LabelledBox(h.Truth.Box.ToParts(width, height), "face", BoxColors.Truth)),
            .. judged.Hits.Select(h =>
                new LabelledBox(h.Found.Box.ToParts(width, height), TrackOverlay.Label("found", (float)h.Found.Score), BoxColors.Found)),
            .. judged.Misses.Select(m => new LabelledBox(m.Box.ToParts(width, height), $"missed {m.Box.ShortSide:0} px", BoxColors.Wrong)),
            .. judged.FalseFinds.Select(f =>
                new LabelledBox(f.Box.ToParts(width, height), TrackOverlay.Label("false", (float)f.Score), BoxColors.Wrong)),
        ];
        // Also of the weaker half, what may be a face is not shown; far below, it is anything.
        IEnumerable<PixelBox> faces =
            picture.Truth.Select(t => t.Box).Concat(picture.Found.Where(f => f.Score >= workingScore / 2).Select(f => f.Box));
        return new FailurePicture(
            picture.Name, $"{judged.Hits.Count} right, {judged.Misses.Count} missed, {judged.FalseFinds.Count} false", boxes,
            [.. faces.Select(f => f.ToParts(width, height))]);
    }
}
