using SafeCity.Edge.Agent.Evaluation.Boxes;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Scores an object detector on labelled pictures.</summary>
/// <param name="card">The model.</param>
/// <param name="find">Looks at a picture; must give weak objects too, or the average precision is cut short.</param>
/// <param name="context">Report, progress, clock.</param>
internal sealed class DetectionEvaluation(ModelCard card, BoxFinder find, EvaluationContext context)
{
    private readonly List<ScoredPicture> _scored = [];
    private readonly List<PictureJudgement> _judged = [];
    private readonly List<double> _milliseconds = [];
    private readonly int _person = card.Labels.ToList().IndexOf("person");

    /// <summary>Score from which an object counts as found where precision and recall are told.</summary>
    internal double WorkingScore { get; init; } = card.ScoreThreshold;

    /// <summary>Looks at all pictures.</summary>
    internal DetectionResult Run(PictureFolder folder, IReadOnlyList<LabelledPicture> pictures)
    {
        PictureSet set = new(folder, context);
        foreach (LabelledPicture picture in pictures)
            set.Visit(picture.Name, (in ImageView image) => Look(picture, image));
        BoxScore score = AveragePrecision.Of(_scored);
        return new DetectionResult
        {
            Model = card.Name,
            Pictures = _scored.Count,
            Missing = set.Missing,
            Score = score,
            WorkingScore = WorkingScore,
            Counts = DetectionCounts.Of(_judged),
            Classes = [.. score.Classes.Select(c => new DetectedClass(card.Labels[c.ClassId], c, DetectionCounts.Of(_judged, c.ClassId)))],
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
        PictureJudgement judged = PictureJudgement.Of(scored, _ => WorkingScore);
        _scored.Add(scored);
        _judged.Add(judged);
        if (judged.HasFailures) context.Page?.AddFailure(image, Failure(scored, judged, image.Width, image.Height));
    }

    private FailurePicture Failure(ScoredPicture picture, PictureJudgement judged, int width, int height)
    {
        LabelledBox[] boxes =
        [
            .. judged.Hits.Select(h => new LabelledBox(h.Truth.Box.ToParts(width, height), card.Labels[h.Truth.ClassId], BoxColors.Truth)),
            .. judged.Hits.Select(h =>
                new LabelledBox(h.Found.Box.ToParts(width, height), TrackOverlay.Label(card.Labels[h.Found.ClassId], (float)h.Found.Score),
                    BoxColors.Found)),
            .. judged.Misses.Select(m =>
                new LabelledBox(m.Box.ToParts(width, height), $"missed {card.Labels[m.ClassId]}", BoxColors.Wrong)),
            .. judged.FalseFinds.Select(f =>
                new LabelledBox(f.Box.ToParts(width, height), $"false {TrackOverlay.Label(card.Labels[f.ClassId], (float)f.Score)}",
                    BoxColors.Wrong)),
        ];
        IEnumerable<PixelBox> persons = picture.Truth.Where(t => t.ClassId == _person).Select(t => t.Box)
            .Concat(picture.Found.Where(f => f.ClassId == _person && f.Score >= HeadRegion.PersonScoreMin).Select(f => f.Box));
        float aspect = width / (float)height;
        return new FailurePicture(
            picture.Name,
                $"{judged.Hits.Count} right, {judged.Misses.Count} missed, {judged.FalseFinds.Count} false at score {WorkingScore:0.00}",
                    boxes,
            [.. persons.Select(p => HeadRegion.Of(p.ToParts(width, height), aspect))]);
    }
}
