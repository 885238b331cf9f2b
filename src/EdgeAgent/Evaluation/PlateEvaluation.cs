using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Evaluation.Texts;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Scores a plate reader on labelled pictures.</summary>
/// <param name="read">Looks at a picture.</param>
/// <param name="context">Report, progress, clock.</param>
internal sealed class PlateEvaluation(PlateReader read, EvaluationContext context)
{
    // A failure is shown with this many widths of the plate round it: who stands in the street is not the report's business.
    private const double Surroundings = 1.5;

    private readonly List<PlateOutcome> _outcomes = [];
    private readonly List<double> _milliseconds = [];
    private int _pictures;
    private int _surplus;

    /// <summary>Looks at all pictures that have labels.</summary>
    internal PlateResult Run(PictureFolder folder, IReadOnlyList<PlateTruth> plates)
    {
        PictureSet set = new(folder, context);
        foreach (IGrouping<string, PlateTruth> picture in plates.GroupBy(p => p.Picture, StringComparer.Ordinal))
            set.Visit(picture.Key, (in ImageView image) => Look([.. picture], image));
        return new PlateResult
        {
            Pictures = _pictures,
            Missing = set.Missing,
            Score = PlateScore.Of(_outcomes),
            Surplus = _surplus,
            MillisecondsMedian = Figures.Median(_milliseconds),
            MillisecondsMax = _milliseconds.Count == 0 ? null : _milliseconds.Max(),
        };
    }

    private void Look(IReadOnlyList<PlateTruth> truth, in ImageView image)
    {
        // The first run of a model pays for things that no later one pays for.
        if (_pictures++ == 0) read(image);
        long start = context.Time.GetTimestamp();
        IReadOnlyList<PlateFound> found = read(image);
        _milliseconds.Add(context.Time.GetElapsedTime(start).TotalMilliseconds);
        PixelBox whole = new(0, 0, image.Width, image.Height);
        // Of a picture that is nothing but a plate, only the best reading counts, wherever it lies.
        if (truth[0].Box is null) found = [.. found.OrderByDescending(f => f.Score).Take(1).Select(f => f with { Box = whole })];
        (IReadOnlyList<PlateOutcome> outcomes, int surplus) = PlateOutcome.Pair([.. truth.Select(t => (t.Box ?? whole, t.Text))], found);
        _outcomes.AddRange(outcomes);
        _surplus += surplus;
        for (int i = 0; i < outcomes.Count; i++)
            if (!outcomes[i].IsExact) context.Page?.AddFailure(image, Failure(truth[i], outcomes[i], found, (image.Width, image.Height)));
    }

    private static FailurePicture Failure(PlateTruth truth, PlateOutcome outcome, IReadOnlyList<PlateFound> found,
        (int Width, int Height) size)
    {
        PixelBox label = truth.Box ?? new PixelBox(0, 0, size.Width, size.Height);
        double margin = Surroundings * label.Width;
        PixelBox part = new(label.X - margin, label.Y - margin, label.Width + (2 * margin), label.Height + (2 * margin));
        LabelledBox[] boxes =
        [
            new LabelledBox(label.ToParts(size.Width, size.Height), truth.Text, outcome.Read.Length == 0 ? BoxColors.Wrong
                : BoxColors.Truth),
            .. found.Where(f => PixelBox.IntersectionArea(f.Box, part) > 0).Select(f => new LabelledBox(
                f.Box.ToParts(size.Width, size.Height), f.Text, PixelBox.IntersectionArea(f.Box, label) > 0 ? BoxColors.Found
                    : BoxColors.Wrong)),
        ];
        string kind = outcome switch
        {
            { Read.Length: 0, Overlap: 0 } => "not found",
            { Read.Length: 0 } => "found and not read",
            { IsFolded: true } => $"read as {outcome.Read}, right when O is 0 and I is 1",
            _ => $"read as {outcome.Read}",
        };
        return new FailurePicture(Path.GetFileName(truth.Picture), $"{truth.Text}: {kind} (overlap {outcome.Overlap:0.00})", boxes, [])
        {
            Part = part.ToParts(size.Width, size.Height),
        };
    }
}
