using FsCheck;
using FsCheck.Fluent;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

/// <summary>What holds for every stream of detections. FsCheck prints the seed of a failure.</summary>
public class TrackerProperties
{
    private static readonly Gen<DetectedObject> AnyDetection =
        from x in Gen.Choose(0, 90)
        from y in Gen.Choose(0, 90)
        from size in Gen.Choose(0, 40)
        from score in Gen.Choose(0, 100)
        from classId in Gen.Elements(0, 2, 7, 24)
        select new DetectedObject(new BoundingBox(x / 100f, y / 100f, size / 200f, size / 100f).ClipToFrame(), score / 100f, classId);

    // Few places and classes, so that overlaps, equal scores and the same detection twice are common.
    private static readonly Gen<Frame> AnyFrame =
        from detections in AnyDetection.ArrayOf(6)
        from milliseconds in Gen.Elements(0, 40, 100, 200, 1000, 3000)
        select new Frame(milliseconds, detections);

    private static readonly Arbitrary<Frame[]> AnyStream = AnyFrame.NonEmptyListOf().Select(f => f.ToArray()).ToArbitrary();

    [Fact]
    public void Numbers_are_never_reused_hits_never_exceed_updates_and_boxes_are_finite() =>
        Prop.ForAll(AnyStream, stream =>
        {
            Tracker tracker = new(new TrackerOptions());
            HashSet<int> over = [];
            int updates = 0;
            Play(tracker, stream, frame =>
            {
                updates++;
                if (!tracker.Active.All(t => IsSound(t, updates, frame.Detections.Length) && !over.Contains(t.Number))) return false;
                if (tracker.Active.Select(t => t.Number).Distinct().Count() != tracker.Active.Count) return false;
                return tracker.Ended.All(t => t.State == TrackState.Ended && t.EndReason != TrackEndReason.None && over.Add(t.Number));
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_detections_does_not_matter() =>
        Prop.ForAll(AnyStream, stream =>
        {
            Frame[] shuffled = [.. stream.Select((f, i) => f with { Detections = Shuffle(f.Detections, i) })];
            Assert.Equal(Describe(stream), Describe(shuffled));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_detection_belongs_to_one_track_at_most() =>
        Prop.ForAll(AnyStream, stream =>
        {
            Tracker tracker = new(new TrackerOptions());
            Play(tracker, stream, _ =>
            {
                int[] used = [.. tracker.Active.Select(t => t.DetectionIndex).Where(i => i >= 0)];
                return used.Distinct().Count() == used.Length;
            });
        }).QuickCheckThrowOnFailure();

    private static bool IsSound(Track track, int updates, int detections)
    {
        BoundingBox box = track.Box;
        return float.IsFinite(box.X + box.Y + box.Width + box.Height + track.VelocityX + track.VelocityY) && box.Width > 0 && box.Height > 0
            && track.Hits >= 1 && track.Hits <= updates && track.Start <= track.LastSeen && track.LastSeen <= track.End
            && track.Path.Length is >= 1 and <= TrackPath.PointsMax && track.DetectionIndex < detections;
    }

    private static void Play(Tracker tracker, Frame[] stream, Func<Frame, bool> holds)
    {
        long now = 0;
        foreach (Frame frame in stream)
        {
            tracker.Update(new MediaTime(now += frame.Milliseconds * 1_000_000L), frame.Detections);
            Assert.True(holds(frame), $"at {now} ns");
        }
    }

    private static List<string> Describe(Frame[] stream)
    {
        Tracker tracker = new(new TrackerOptions());
        List<string> lines = [];
        Play(tracker, stream, frame =>
        {
            lines.AddRange(tracker.Active.Concat(tracker.Ended).Select(t => $"{t.Number} {t.State} {t.EndReason} {t.ClassId} {t.Box} {t.Hits} {t.Score}"));
            return true;
        });
        return lines;
    }

    private static DetectedObject[] Shuffle(DetectedObject[] detections, int seed)
    {
        DetectedObject[] copy = [.. detections];
        new Random(seed).Shuffle(copy);
        return copy;
    }

    public sealed record Frame(int Milliseconds, DetectedObject[] Detections);
}
