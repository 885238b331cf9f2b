using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Detection;

public class NonMaximumSuppressionTests
{
    [Fact]
    public void The_better_of_two_boxes_over_one_object_stays()
    {
        DetectedObject[] detections = [At(0.10f, 0.5f), At(0.11f, 0.9f), At(0.60f, 0.3f)];
        int kept = NonMaximumSuppression.Keep(detections, 0.5f);
        Assert.Equal([0.9f, 0.3f], detections[..kept].Select(d => d.Score));
    }

    [Fact]
    public void Classes_do_not_suppress_each_other()
    {
        DetectedObject[] detections = [At(0.1f, 0.5f), At(0.1f, 0.9f, 1)];
        Assert.Equal(2, NonMaximumSuppression.Keep(detections, 0.5f));
    }

    [Fact]
    public void An_empty_span_keeps_nothing() => Assert.Equal(0, NonMaximumSuppression.Keep([], 0.5f));

    [Fact]
    public void Suppression_equals_the_definition_whatever_the_order()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            // Few scores, so that ties are common.
            DetectedObject[] all =
                [.. Enumerable.Range(0, random.Next(40)).Select(_ => At(random.Next(20) / 20f, random.Next(1, 6) / 5f, random.Next(2)))];
            DetectedObject[] detections = [.. all], shuffled = [.. all];
            random.Shuffle(shuffled);
            int kept = NonMaximumSuppression.Keep(detections, 0.4f), keptShuffled = NonMaximumSuppression.Keep(shuffled, 0.4f);
            Assert.Equal(detections[..kept], shuffled[..keptShuffled]);
            Assert.Equal(detections[..kept].Select(d => d.Score).OrderDescending(), detections[..kept].Select(d => d.Score));
            // No kept one lies on a better kept one, and every dropped one does.
            for (int i = 0; i < kept; i++) Assert.DoesNotContain(detections[..i], b => Covers(b, detections[i]));
            Assert.All(all, d => Assert.Contains(detections[..kept], b => b == d || (b.Score >= d.Score && Covers(b, d))));
        }
    }

    private static bool Covers(DetectedObject better, DetectedObject other) =>
        better.ClassId == other.ClassId && BoundingBox.IntersectionOverUnion(better.Box, other.Box) > 0.4f;

    private static DetectedObject At(float x, float score, int classId = 0) => new(new BoundingBox(x, 0.2f, 0.1f, 0.2f), score, classId);
}
