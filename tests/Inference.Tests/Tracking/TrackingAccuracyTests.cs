using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tests.Shared;
using SafeCity.Edge.Inference.Tracking;
using Xunit.Abstractions;

namespace SafeCity.Edge.Inference.Tests.Tracking;

public class TrackingAccuracyTests(ITestOutputHelper output)
{
    // Measured with the public Faster R-CNN detections: Campus 0.632 and 1 switch, Stadtmitte 0.728 and 8. The rules of SORT on the
    // same detections, counted with the same ruler, give 0.627 (as published) and 0.717, with 6 and 10 switches; the detections
    // themselves, numbered perfectly, 0.577 and 0.719.
    [SkippableTheory]
    [InlineData("TUD-Campus", 0.627, 4)]
    [InlineData("TUD-Stadtmitte", 0.717, 11)]
    public void Tracker_reaches_its_accuracy_on_real_people(string name, double accuracyMin, int switchesMax)
    {
        string? folder = SharedData.Find(Path.Combine("tracking", "tud", name));
        Skip.If(folder is null, $"shared/data/tracking/tud/{name} is not beside the repository");
        ClearMot counts = Run(MotSequence.Read(folder), step: 1, first: 0);
        output.WriteLine($"{name}: MOTA {counts.Accuracy:F3}, {counts.Misses} missed, {counts.FalsePositives} false, {counts.Switches} switches of {counts.Truths}");
        Assert.True(counts.Accuracy >= accuracyMin, $"MOTA {counts.Accuracy:F3}");
        Assert.True(counts.Switches <= switchesMax, $"{counts.Switches} switches");
    }

    // Real people at lower frame rates: the mean over all ways to leave frames out. Only frames that are seen are counted.
    [SkippableTheory]
    [InlineData("TUD-Campus", 2, 0.56, 2)]
    [InlineData("TUD-Campus", 5, 0.48, 2)]
    [InlineData("TUD-Stadtmitte", 2, 0.67, 9)]
    [InlineData("TUD-Stadtmitte", 5, 0.62, 6)]
    public void Tracker_keeps_its_accuracy_when_frames_are_left_out(string name, int step, double accuracyMin, double switchesMax)
    {
        string? folder = SharedData.Find(Path.Combine("tracking", "tud", name));
        Skip.If(folder is null, $"shared/data/tracking/tud/{name} is not beside the repository");
        MotSequence sequence = MotSequence.Read(folder);
        ClearMot[] runs = [.. Enumerable.Range(0, step).Select(first => Run(sequence, step, first))];
        double accuracy = runs.Average(r => r.Accuracy), switches = runs.Average(r => r.Switches);
        output.WriteLine($"{name} at {MotSequence.FramesPerSecond / step} frames a second: MOTA {accuracy:F3}, {switches:F1} switches");
        Assert.True(accuracy >= accuracyMin, $"MOTA {accuracy:F3}");
        Assert.True(switches <= switchesMax, $"{switches} switches");
    }

    private static ClearMot Run(MotSequence sequence, int step, int first)
    {
        // Scores of this detector are high and steep: almost all above 0.9.
        Tracker tracker = new(new TrackerOptions { StartScore = 0.6f, ContinueScore = 0.5f, RealScore = 0.8f });
        ClearMot counts = new();
        for (int frame = first; frame < sequence.Truths.Count; frame += step)
        {
            tracker.Update(new MediaTime((long)(frame / MotSequence.FramesPerSecond * 1e9)), [.. sequence.Detections[frame]]);
            counts.Add(sequence.Truths[frame], [.. tracker.Active.Where(t => t.State == TrackState.Confirmed).Select(t => (t.Number, t.Box))]);
        }
        return counts;
    }
}
