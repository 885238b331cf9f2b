using SafeCity.Edge.Agent.Evaluation.Texts;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Reads the same pictures in several ways, one after the other on each picture, so that times can be compared.</summary>
/// <param name="ways">The ways.</param>
/// <param name="vehicles">Says where the vehicles are; asked once a picture.</param>
/// <param name="context">Progress and clock.</param>
internal sealed class PlateComparison(IReadOnlyList<PlateWay> ways, PlateComparison.VehicleFinder vehicles, EvaluationContext context)
{
    private const int PlatesMax = 16;

    private readonly List<PlateWayTally> _tallies = [.. ways.Select(w => new PlateWayTally(w.Name))];
    private readonly PlateSighting[] _sightings = new PlateSighting[PlatesMax];

    /// <summary>The boxes of the vehicles of a picture, in parts of it.</summary>
    internal delegate BoundingBox[] VehicleFinder(in ImageView picture);

    /// <summary>Pictures that were not there.</summary>
    internal IReadOnlyList<string> Missing { get; private set; } = [];

    /// <summary>Pictures that were read.</summary>
    internal int Pictures { get; private set; }

    /// <summary>Looks at all pictures that have labels.</summary>
    internal void Run(PictureFolder folder, IReadOnlyList<PlateTruth> plates)
    {
        PictureSet set = new(folder, context);
        foreach (IGrouping<string, PlateTruth> picture in plates.GroupBy(p => p.Picture, StringComparer.Ordinal))
            set.Visit(picture.Key, (in ImageView image) => Look([.. picture], image));
        Missing = set.Missing;
    }

    /// <summary>The tables: rates and work, rates by width, what is sure, confusions; misses if asked for.</summary>
    internal IReadOnlyList<EvaluationTable> Tables(string title, bool withMisses)
    {
        List<EvaluationTable> tables =
        [
            new(title, PlateWayTally.SummaryColumns, [.. _tallies.Select(t => t.Summary())]),
            new("Folded rate by width of the plate", PlateWayTally.WidthColumns, [.. _tallies.Select(t => t.ByWidth())]),
            new("Readings with a confidence of 0.9 and more", PlateWayTally.SureColumns, [.. _tallies.Select(t => t.Sure())]),
            new("Confusions", PlateWayTally.ConfusionColumns, [.. _tallies.Select(t => t.Confusions())]),
        ];
        if (withMisses) tables.Add(new EvaluationTable("Misses", PlateWayTally.MissColumns, [.. _tallies.SelectMany(t => t.Misses())]));
        return tables;
    }

    private void Look(IReadOnlyList<PlateTruth> truth, in ImageView image)
    {
        BoundingBox[] boxes = vehicles(image);
        PixelBox whole = new(0, 0, image.Width, image.Height);
        for (int i = 0; i < ways.Count; i++)
        {
            PlateRecognizer recognizer = ways[i].Recognizer;
            // The first run of a model pays for things that no later one pays for.
            if (Pictures == 0) recognizer.Read(image, boxes, _sightings);
            int count = recognizer.Read(image, boxes, _sightings);
            _tallies[i].AddWork(recognizer.LastTimings.Total.TotalMilliseconds, recognizer.LastTimings);
            List<PlateFound> found = [];
            foreach (ref readonly PlateSighting plate in _sightings.AsSpan(0, count))
                found.Add(new PlateFound(PixelBox.Of(plate.Plate, image.Width, image.Height), plate.Reading.Text.ToString(), plate.Reading.Confidence));
            if (truth[0].Box is null) found = [.. found.OrderByDescending(f => f.Score).Take(1).Select(f => f with { Box = whole })];
            (IReadOnlyList<PlateOutcome> outcomes, int surplus) = PlateOutcome.Pair([.. truth.Select(t => (t.Box ?? whole, t.Text))], found);
            _tallies[i].Add([.. outcomes.Select((o, k) => new PlateWayOutcome(truth[k].Picture, (truth[k].Box ?? whole).Width, o, ConfidenceOf(o, found)))], surplus);
        }
        Pictures++;
    }

    private static double ConfidenceOf(PlateOutcome outcome, IReadOnlyList<PlateFound> found) =>
        found.Where(f => Texts.PlateText.Plain(f.Text) == outcome.Read).Select(f => f.Score).DefaultIfEmpty(0).Max();
}
