using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Plates;
using SafeCity.Edge.Inference.Tracking;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Makes one <c>plate</c> fact of what the readings of a vehicle agree on, with the picture of the frame that was read.</summary>
/// <param name="camera">The camera's name on the wire.</param>
/// <param name="card">The model that reads.</param>
/// <param name="formats">By which the country is told.</param>
/// <param name="policy">Purpose and lists.</param>
/// <param name="masking">What is hidden in pictures, and the privacy that events tell.</param>
/// <param name="budget">Is asked for each picture.</param>
/// <param name="hash">For plates on no list; null: they are told as text.</param>
/// <param name="commit">Takes the fact to the store without waiting.</param>
internal sealed class PlateReporter(string camera, ModelCard card, FormatPrior formats, PlatePolicy policy, CameraMasking masking, KeyFrameBudget budget, PlateHash? hash, Action<Fact> commit)
{
    // Below it is the floor of the vote, not a thought of the reader.
    private const float AlternativeMin = 0.005f;

    private readonly EventModel _model = new(card.Name, card.Version, card.Sha256);

    /// <summary>Finds the rule that asks for a list and a class; null: no rules.</summary>
    internal Func<string, int, RuleDefinition?>? FindRule { get; init; }

    /// <summary>Reports; called by the analysing thread.</summary>
    /// <param name="track">The vehicle.</param>
    /// <param name="verdict">Publishable.</param>
    /// <param name="evidence">The picture; stays the caller's.</param>
    /// <param name="isFinal">Whether the vehicle has gone.</param>
    internal void Report(Track track, in PlateVerdict verdict, BestShot evidence, bool isFinal)
    {
        bool isHit = policy.TryMatch(verdict.Reading.Text, out PlateMatch match);
        RuleDefinition? rule = isHit ? FindRule?.Invoke(match.List, track.ClassId) : null;
        BoundingBox box = verdict.Evidence.Plate.ClipToFrame();
        // What is looked for is told in full: that is what the list is for.
        string? hidden = isHit ? null : hash?.Of(verdict.Reading.Text.ToString());
        bool hasPicture = !evidence.Jpeg.IsEmpty && hidden is null, leftOut = hasPicture && !budget.TryTake(KeyFrameRole.Plate, evidence.Jpeg.Length, evidence.Frame.Media);
        string country = formats.Country(verdict.Reading.Pattern);
        commit(new Fact
        {
            Camera = camera,
            Type = "plate",
            Subject = track.Identity.ToString(),
            Time = evidence.Frame.Wall,
            // Somebody looks for this vehicle now.
            Urgent = isHit,
            Data = new EventData
            {
                Frame = new EventFrame(evidence.Frame.Wall, evidence.Frame.Width, evidence.Frame.Height, evidence.Frame.Number),
                Model = _model,
                Plate = new EventPlate(
                    verdict.Reading.Confidence, isFinal ? "final" : "preview", verdict.Agreeing,
                    new EventBox(box.X, box.Y, box.Width, box.Height), hidden is null ? verdict.Reading.Text.ToString() : null, country.Length == 0 ? null : country, hidden is null ? CharactersOf(verdict.Reading) : null,
                    isHit ? new EventListHit(match.List, match.Kind == PlateMatchKind.Exact ? "exact" : "fuzzy", match.Distance) : null, hidden),
                Rule = rule is null ? null : RuleReporter.RuleOf(rule),
                Privacy = masking.Events,
                KeyFramesReduced = hasPicture ? budget.NoteOf(leftOut, evidence.Frame.Media) : null,
            },
            KeyFrames = !hasPicture || leftOut ? [] : [KeyFrameOf(evidence)],
        });
    }

    private static List<EventPlateCharacter> CharactersOf(in PlateReading reading)
    {
        List<EventPlateCharacter> characters = new(reading.Text.Length);
        for (int place = 0; place < reading.Text.Length; place++)
        {
            PlacePick pick = reading[place];
            List<EventPlateAlternative> alternatives = new(PlacePick.Count);
            for (int rank = 0; rank < PlacePick.Count && pick.Character(rank) != '\0' && (rank == 0 || pick.Probability(rank) >= AlternativeMin); rank++)
                alternatives.Add(new EventPlateAlternative(pick.Character(rank).ToString(), pick.Probability(rank)));
            characters.Add(new EventPlateCharacter(alternatives));
        }
        return characters;
    }

    private FactKeyFrame KeyFrameOf(BestShot evidence) => new()
    {
        Role = MaskingPolicy.WireName(KeyFrameRole.Plate),
        Jpeg = evidence.Jpeg.ToArray(),
        Width = evidence.Width,
        Height = evidence.Height,
        Time = evidence.Frame.Wall,
        Masking = masking.Policy.NameFor(KeyFrameRole.Plate),
    };
}
