using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Tracking;

/// <summary>The ruler itself: three frames counted by hand.</summary>
public class ClearMotTests
{
    private static readonly BoundingBox Here = new(0.1f, 0.1f, 0.1f, 0.2f);
    private static readonly BoundingBox There = new(0.6f, 0.6f, 0.1f, 0.2f);

    [Fact]
    public void Misses_false_positives_and_switches_are_counted()
    {
        ClearMot counts = new();
        counts.Add([(1, Here), (2, There)], [(7, Here), (8, There)]);
        // Number 9 took over truth 1; truth 2 is missed; 8 is where nobody is.
        counts.Add([(1, Here), (2, There)], [(9, Here), (8, new BoundingBox(0.8f, 0.1f, 0.1f, 0.1f))]);
        counts.Add([(1, Here)], [(9, Here)]);
        Assert.Equal((5, 1, 1, 1), (counts.Truths, counts.Misses, counts.FalsePositives, counts.Switches));
        Assert.Equal(0.4, counts.Accuracy, 6);
    }
}
