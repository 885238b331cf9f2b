using SafeCity.Edge.Agent.Evaluation.Tracks;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Agent.Tests.Shared;

namespace SafeCity.Edge.Agent.Tests.Evaluation;

/// <summary>
/// The tracks of the CEM tracker that come with two sequences of MOT15, for which figures are published: MOTA, MOTP, IDF1 and counts of the
/// challenge's own program, HOTA as TrackEval has it (both in the documentation of py-motmetrics).
/// </summary>
public sealed class PublishedTrackingTests
{
    [SkippableTheory]
    [InlineData("TUD-Campus", 13, 150, 7, 0.526, 0.723, 0.558, 1, 1)]
    [InlineData("TUD-Stadtmitte", 45, 452, 7, 0.564, 0.654, 0.645, 5, 1)]
    public void Clear_mot_and_identity_are_those_of_the_challenge(
        string name, int falsePositives, int misses, int switches, double accuracy, double precision, double f1, int mostlyTracked,
            int mostlyLost)
    {
        TrackingScore score = Score(name);
        Assert.Equal((falsePositives, misses, switches), (score.Clear.FalsePositives, score.Clear.Misses, score.Clear.Switches));
        Assert.Equal((accuracy, precision, f1),
            (Math.Round(score.Clear.Accuracy, 3), Math.Round(score.Clear.Precision, 3), Math.Round(score.Identity.F1, 3)));
        Assert.Equal((mostlyTracked, mostlyLost), (score.Clear.MostlyTracked, score.Clear.MostlyLost));
    }

    [SkippableTheory]
    [InlineData("TUD-Campus", 0.391, 0.418, 0.369)]
    [InlineData("TUD-Stadtmitte", 0.398, 0.392, 0.409)]
    public void Hota_is_that_of_the_reference(string name, double hota, double detection, double association)
    {
        HigherOrderCounts counts = Score(name).HigherOrder;
        Assert.Equal((hota, detection, association),
            (Math.Round(counts.Hota, 3), Math.Round(counts.Detection, 3), Math.Round(counts.Association, 3)));
    }

    private static TrackingScore Score(string name)
    {
        string? folder = SharedData.Find(Path.Combine("tracking", "tud", name));
        Skip.If(folder is null, $"shared/data/tracking/tud/{name} is not beside the repository");
        IReadOnlyList<MotRow> truth = MotFile.ReadTruth(Path.Combine(folder, "gt.txt"));
        MotSequence sequence = new(name, truth, truth.Max(t => t.Frame));
        return TrackingScore.Of(sequence.Judge(MotFile.ReadTracks(Path.Combine(folder, "example_tracker_output.txt"))));
    }
}
