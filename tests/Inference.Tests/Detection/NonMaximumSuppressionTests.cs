using System.Diagnostics;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using Xunit.Abstractions;

namespace SafeCity.Edge.Inference.Tests.Detection;

public class NonMaximumSuppressionTests(ITestOutputHelper output)
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

    [Fact]
    public void A_car_and_a_truck_on_one_vehicle_are_one_detection_by_group_and_two_by_class()
    {
        DetectedObject[] detections = [At(0.10f, 0.5f, 7), At(0.11f, 0.6f, 2), At(0.10f, 0.4f, 0), At(0.6f, 0.3f, 7)];
        Assert.Equal(4, NonMaximumSuppression.Keep([.. detections], 0.5f));
        int kept = NonMaximumSuppression.Keep(detections, 0.5f, ClassGroups.Coco80);
        Assert.Equal([2, 0, 7], detections[..kept].Select(d => d.ClassId));
    }

    [Fact]
    public void Things_outside_the_groups_of_persons_and_vehicles_do_not_suppress_each_other()
    {
        ClassGroups classes = ClassGroups.FromLabels(["handbag", "chair", "car", "person", "rider"]);
        DetectedObject[] detections = [.. Enumerable.Range(0, 5).Select(c => At(0.1f, 0.9f - (0.1f * c), c))];
        int kept = NonMaximumSuppression.Keep(detections, 0.5f, classes);
        Assert.Equal([0, 1, 2, 3], detections[..kept].Select(d => d.ClassId));
    }

    [Theory]
    [InlineData(2000, false)]
    [InlineData(2000, true)]
    [InlineData(5000, true)]
    public void Fast_suppression_equals_slow_suppression(int count, bool byGroup)
    {
        ClassGroups? classes = byGroup ? ClassGroups.Coco80 : null;
        for (int seed = 0; seed < 4; seed++)
        {
            Random random = new(seed);
            DetectedObject[] detections =
            [
                .. Enumerable.Range(0, count).Select(_ => new DetectedObject(
                    new BoundingBox(random.NextSingle(), random.NextSingle(), 0.03f * random.NextSingle(), 0.03f * random.NextSingle()),
                    random.Next(1, 100) / 100f, random.Next(9))),
            ];
            DetectedObject[] slow = Slow(detections, 0.3f, classes);
            int kept = NonMaximumSuppression.Keep(detections, 0.3f, classes);
            Assert.True(slow.SequenceEqual(detections[..kept]), $"seed {seed}: {kept} kept, {slow.Length} expected");
            Assert.InRange(kept, 1, count - 1);
        }
    }

    [Fact]
    public void Two_thousand_boxes_beside_each_other_are_suppressed_in_milliseconds_without_allocating()
    {
        // The worst case: none covers another, so that each is compared with all before it.
        DetectedObject[] all =
        [
            .. Enumerable.Range(0, 2000).Select(i => new DetectedObject(new BoundingBox(i / 2000f, 0.2f, 0.0004f, 0.2f), 1 - (i / 4000f), 0)),
        ];
        DetectedObject[] detections = new DetectedObject[all.Length];
        TimeSpan best = TimeSpan.MaxValue;
        long allocated = 0;
        for (int run = 0; run < 20; run++)
        {
            all.CopyTo(detections, 0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            int kept = NonMaximumSuppression.Keep(detections, 0.5f, ClassGroups.Coco80);
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            if (run > 0) allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            if (took < best) best = took;
            Assert.Equal(all.Length, kept);
        }
        output.WriteLine($"2,000 disjoint boxes: {best.TotalMilliseconds:F2} ms");
        Assert.Equal(0, allocated);
        Assert.True(best < TimeSpan.FromMilliseconds(20), $"it took {best.TotalMilliseconds} ms at best");
    }

    private static DetectedObject[] Slow(DetectedObject[] detections, float overlapMax, ClassGroups? classes)
    {
        DetectedObject[] sorted = [.. detections];
        DetectionOrder.SortBestFirst(sorted);
        List<DetectedObject> kept = [];
        foreach (DetectedObject d in sorted)
        {
            if (!kept.Exists(k => Same(k, d) && BoundingBox.IntersectionOverUnion(k.Box, d.Box) > overlapMax)) kept.Add(d);
        }
        return [.. kept];

        bool Same(DetectedObject a, DetectedObject b) =>
            a.ClassId == b.ClassId || (classes is not null && classes.SuppressionGroup(a.ClassId) == classes.SuppressionGroup(b.ClassId));
    }

    private static bool Covers(DetectedObject better, DetectedObject other) =>
        better.ClassId == other.ClassId && BoundingBox.IntersectionOverUnion(better.Box, other.Box) > 0.4f;

    private static DetectedObject At(float x, float score, int classId = 0) => new(new BoundingBox(x, 0.2f, 0.1f, 0.2f), score, classId);
}
