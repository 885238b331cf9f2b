using System.CommandLine;
using System.Text.Json.Serialization;
using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Tracks;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>What <c>eval detection --json</c> prints. Rates 0..1; null where nothing is labelled or found.</summary>
internal sealed record DetectionJson(
    string Model, string Fit, int Tiles, int Pictures, IReadOnlyList<string> Missing, double? Ap, double? Ap50, double? Ap75,
        double? ApSmall,
    double? ApMedium, double? ApLarge, double? Recall100, ScoredPointJson At, double? MillisecondsMedian, IReadOnlyList<ClassJson> Classes)
{
    internal static DetectionJson Of(DetectionResult r, ParseResult options) => new(
        r.Model, options.GetRequiredValue(EvalOptions.Fit), options.GetValue(EvalOptions.Tiles), r.Pictures, r.Missing,
            Figures.Round(r.Score.Ap),
        Figures.Round(r.Score.Ap50), Figures.Round(r.Score.Ap75), Figures.Round(r.Score.ApSmall), Figures.Round(r.Score.ApMedium),
            Figures.Round(r.Score.ApLarge),
        Figures.Round(r.Score.Recall),
            new ScoredPointJson(Math.Round(r.WorkingScore, 4), Figures.Round(r.Counts.Precision), Figures.Round(r.Counts.Recall)),
        Figures.Round(r.MillisecondsMedian),
        [.. r.Classes.Select(c =>
            new ClassJson(c.Label, c.Score.Truths, Figures.Round(c.Score.Ap), Figures.Round(c.Score.Ap50),
                Figures.Round(c.Counts.Precision), Figures.Round(c.Counts.Recall)))]);
}

/// <summary>Precision and recall at one score and an overlap of 0.5.</summary>
internal sealed record ScoredPointJson(double Score, double? Precision, double? Recall);

/// <summary>One class.</summary>
internal sealed record ClassJson(string Label, int Labelled, double? Ap, double? Ap50, double? Precision, double? Recall);

/// <summary>What <c>eval tracking --json</c> prints.</summary>
internal sealed record TrackingJson(IReadOnlyList<SequenceJson> Sequences, SequenceJson Combined, double? MillisecondsMedian,
    double? MillisecondsMax)
{
    internal static TrackingJson Of(TrackingResult r) =>
        new([.. r.Sequences.Select(SequenceJson.Of)], SequenceJson.Of(r.Combined), Figures.Round(r.MillisecondsMedian),
            Figures.Round(r.MillisecondsMax));
}

/// <summary>One sequence.</summary>
internal sealed record SequenceJson(
    string Name, int Frames, double? Hota, double? DetA, double? AssA, double? LocA, double? Mota, double? Motp, double? Idf1,
        int IdSwitches,
    int FalsePositives, int Misses, int Labelled, int MostlyTracked, int MostlyLost)
{
    internal static SequenceJson Of(TrackingScore s) => new(
        s.Name, s.Frames, Figures.Round(s.HigherOrder.Hota), Figures.Round(s.HigherOrder.Detection),
            Figures.Round(s.HigherOrder.Association),
        Figures.Round(s.HigherOrder.Localization), Figures.Round(s.Clear.Accuracy), Figures.Round(s.Clear.Precision),
            Figures.Round(s.Identity.F1),
        s.Clear.Switches, s.Clear.FalsePositives, s.Clear.Misses, s.Identity.Truths, s.Clear.MostlyTracked, s.Clear.MostlyLost);
}

/// <summary>What <c>eval count --json</c> prints.</summary>
internal sealed record CountJson(
    string Model, long Frames, double? MeanErrorOfTracks, double? MeanErrorOfDetections, double? Bias, double? MillisecondsMean,
        IReadOnlyList<FrameCountJson> Counts)
{
    internal static CountJson Of(CountResult r) => new(
        r.Model, r.Frames, Figures.Round(r.ErrorOfTracks), Figures.Round(r.ErrorOfDetections), Figures.Round(r.Bias),
            Figures.Round(r.MillisecondsMean),
        [.. r.Counts.Select(c => new FrameCountJson(c.Frame, c.Expected, c.Followed, c.Detected))]);
}

/// <summary>One frame.</summary>
internal sealed record FrameCountJson(long Frame, int Expected, int Followed, int Detected);

/// <summary>What <c>eval faces --json</c> prints.</summary>
internal sealed record FaceJson(
    string Model, string Look, int Pictures, IReadOnlyList<string> Missing, int Faces, double? Ap50, ScoredPointJson At,
        double? SmallestFoundPixels,
    double? LargestMissedPixels, double? MillisecondsMedian)
{
    internal static FaceJson Of(FaceResult r, string model, string look) => new(
        model, look, r.Pictures, r.Missing, r.FoundPixels.Count + r.MissedPixels.Count, Figures.Round(r.Ap50),
        new ScoredPointJson(Figures.Round(r.WorkingScore)!.Value, Figures.Round(r.Counts.Precision), Figures.Round(r.Counts.Recall)),
            r.SmallestFoundPixels,
        r.MissedPixels.Count > 0 ? r.MissedPixels[^1] : null, Figures.Round(r.MillisecondsMedian));
}

/// <summary>What <c>eval plates --json</c> prints; rates are of all labelled plates.</summary>
internal sealed record PlateJson(
    string Region, int Pictures, IReadOnlyList<string> Missing, int Plates, double? Detected, double? Exact, double? Folded,
        double? CharacterErrorRate,
    int UnlabelledFinds, double? MillisecondsMedian, double? MillisecondsMax, IReadOnlyList<ConfusionJson> Confusions)
{
    internal static PlateJson Of(PlateResult r, string region) => new(
        region, r.Pictures, r.Missing, r.Score.Plates, Figures.Round(r.Score.Detected), Figures.Round(r.Score.Exact),
            Figures.Round(r.Score.Folded),
        Figures.Round(r.Score.CharacterErrors), r.Surplus, Figures.Round(r.MillisecondsMedian), Figures.Round(r.MillisecondsMax),
        [.. r.Score.Confusions.Select(c => new ConfusionJson(c.Truth.ToString(), c.Read.ToString(), c.Times))]);
}

/// <summary>A sign that was read for another one.</summary>
internal sealed record ConfusionJson(string Labelled, string Read, int Times);

/// <summary>Serialises results without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DetectionJson))]
[JsonSerializable(typeof(TrackingJson))]
[JsonSerializable(typeof(CountJson))]
[JsonSerializable(typeof(FaceJson))]
[JsonSerializable(typeof(PlateJson))]
internal sealed partial class EvalJson : JsonSerializerContext;
