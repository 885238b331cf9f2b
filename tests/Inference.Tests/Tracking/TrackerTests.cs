using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

public class TrackerTests
{
    private static readonly TrackerOptions Options = new();

    [Fact]
    public void Two_people_who_cross_keep_their_numbers()
    {
        Scene scene = new(Options, 10);
        scene.Run(8, t => [Scene.At(0.1 + (0.1 * t), 0.60), Scene.At(0.9 - (0.1 * t), 0.64)]);
        Assert.Equal([1, 2], scene.Confirmed);
        Track first = scene.Tracker.Active[0], second = scene.Tracker.Active[1];
        // Who started left is right now; the two started in the order of equal scores: by x.
        Assert.True(first.Box.CenterX > 0.85 && second.Box.CenterX < 0.15, $"{first.Box} {second.Box}");
    }

    [Fact]
    public void A_walker_hidden_for_a_second_keeps_the_number_and_one_hidden_for_longer_gets_a_new_one()
    {
        Scene brief = new(Options, 10);
        brief.Run(10, t => t is > 4 and < 5 ? [] : [Scene.At(0.1 + (0.05 * t), 0.6)]).Flush();
        Assert.Equal([1], brief.Ended.Select(e => e.Number));

        Scene longer = new(Options, 10);
        longer.Run(10, t => t is > 4 and < 7 ? [] : [Scene.At(0.1 + (0.05 * t), 0.6)]).Flush();
        Assert.Equal([TrackEndReason.Lost, TrackEndReason.EndOfStream], longer.Ended.Select(e => e.Reason));
        Assert.Equal(4.0, longer.Ended[0].LastSeen, 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Jitter_and_missed_detections_do_not_change_the_number(int seed)
    {
        Random random = new(seed);
        double Noise(double size) => (random.NextDouble() - 0.5) * 0.2 * size;
        Scene scene = new(Options, 10);
        scene.Run(20, t => random.NextDouble() < 0.25
            ? []
            : [Scene.At(0.1 + (0.04 * t) + Noise(0.05), 0.6 + Noise(0.2), 0.3f + (0.4f * random.NextSingle()), width: 0.05 + Noise(0.05), height: 0.2 + Noise(0.2))]);
        scene.Flush();
        Assert.Equal([1], scene.Ended.Select(e => e.Number));
    }

    [Fact]
    public void The_frame_rate_does_not_change_the_result()
    {
        Scene[] scenes = [new(Options, 5), new(Options, 12.5), new(Options, 25)];
        foreach (Scene scene in scenes)
        {
            scene.Run(16, t =>
                [
                    .. t < 9 ? [Scene.At(0.05 + (0.1 * t), 0.5)] : Array.Empty<DetectedObject>(),
                    .. t is > 2 and < 3 ? [] : new[] { Scene.At(0.5, 0.4 + (0.02 * t)) },
                    .. t < 8 ? [Scene.At(0.9, 0.9)] : Array.Empty<DetectedObject>(),
                ]).Flush();
        }
        foreach (Scene scene in scenes)
        {
            Assert.Equal(scenes[2].Ended.Select(e => (e.Number, e.Reason)), scene.Ended.Select(e => (e.Number, e.Reason)));
            foreach ((Scene.EndedTrack expected, Scene.EndedTrack actual) in scenes[2].Ended.Zip(scene.Ended))
            {
                Assert.Equal(expected.Start, actual.Start, 0.21);
                Assert.Equal(expected.LastSeen, actual.LastSeen, 0.21);
                foreach (PathPoint point in actual.Path) AssertOnPath(expected.Path, point);
            }
        }
    }

    [Fact]
    public void Who_walks_out_has_left_and_who_vanishes_in_the_middle_is_lost()
    {
        Scene scene = new(Options, 10);
        scene.Run(7, t => t < 5 ? [Scene.At(0.6 + (0.09 * t), 0.5), Scene.At(0.3, 0.8)] : []);
        Assert.Equal([(1, TrackEndReason.Lost), (2, TrackEndReason.Left)], scene.Ended.Select(e => (e.Number, e.Reason)).Order());
    }

    [Fact]
    public void Flush_ends_confirmed_tracks_and_forgets_tentative_ones()
    {
        Scene scene = new(Options, 10);
        scene.Run(1, _ => [Scene.At(0.3, 0.5)]).Run(0.2, _ => [Scene.At(0.3, 0.5), Scene.At(0.7, 0.5)]).Flush();
        Assert.Equal([(1, TrackEndReason.EndOfStream)], scene.Ended.Select(e => (e.Number, e.Reason)));
        Assert.Empty(scene.Tracker.Active);
    }

    [Fact]
    public void Weak_detections_continue_a_track_but_never_start_one()
    {
        Scene scene = new(Options, 10);
        scene.Run(1, _ => [Scene.At(0.3, 0.5)]).Run(5, _ => [Scene.At(0.3, 0.5, 0.12f), Scene.At(0.7, 0.5, 0.3f)]);
        Assert.Equal([1], scene.Tracker.Active.Select(t => t.Number));
        Assert.Equal(60, scene.Tracker.Active[0].Hits);
    }

    [Fact]
    public void Two_detections_in_a_row_are_not_believed()
    {
        Scene scene = new(Options, 10);
        scene.Run(0.2, _ => [Scene.At(0.3, 0.5)]).Run(2, _ => []);
        Assert.Empty(scene.Ended);
        Assert.Empty(scene.Tracker.Active);
    }

    [Fact]
    public void Car_and_truck_flip_on_one_track_and_the_class_is_voted()
    {
        Scene scene = new(Options, 10);
        scene.Run(3, t => [Scene.At(0.5, 0.5, (int)(t * 10) % 3 == 0 ? 0.9f : 0.6f, (int)(t * 10) % 3 == 0 ? Scene.Car : Scene.Truck)]).Flush();
        Assert.Equal([(1, Scene.Truck)], scene.Ended.Select(e => (e.Number, e.ClassId)));
    }

    [Fact]
    public void A_person_does_not_take_over_the_track_of_a_car()
    {
        Scene scene = new(Options, 10);
        scene.Run(1, _ => [Scene.At(0.5, 0.5, classId: Scene.Car)]).Run(1, _ => [Scene.At(0.5, 0.5)]);
        Assert.Equal([(1, Scene.Car), (2, Scene.Person)], scene.Tracker.Active.Select(t => (t.Number, t.ClassId)));
    }

    [Fact]
    public void One_object_seen_as_car_and_as_truck_is_one_track()
    {
        Scene scene = new(Options, 10);
        scene.Run(3, t => [Scene.At(0.3 + (0.1 * t), 0.5, 0.5f, Scene.Car), Scene.At(0.302 + (0.1 * t), 0.5, 0.45f, Scene.Truck)]).Flush();
        Assert.Single(scene.Ended);
    }

    [Fact]
    public void Two_tracks_that_grow_together_become_one_and_the_younger_is_told_as_a_duplicate()
    {
        Tracker tracker = new(Options);
        List<(int Number, TrackEndReason Reason)> ended = [];
        for (int frame = 0; frame < 40; frame++)
        {
            float apart = Math.Max(0, 0.2f - (0.02f * frame));
            tracker.Update(new MediaTime(frame * 100_000_000L), [Scene.At(0.5, 0.5, 0.8f, Scene.Car), Scene.At(0.5 + apart, 0.5, 0.7f, Scene.Truck)]);
            ended.AddRange(tracker.Ended.Select(t => (t.Number, t.EndReason)));
        }
        Assert.Equal([(2, TrackEndReason.Duplicate)], ended);
        Assert.Equal([1], tracker.Active.Select(t => t.Number));
    }

    [Fact]
    public void A_clock_that_jumps_back_ends_all_tracks_and_numbers_go_on()
    {
        Tracker tracker = new(Options);
        for (int i = 0; i < 5; i++) tracker.Update(new MediaTime(10_000_000_000 + (i * 100_000_000L)), [Scene.At(0.5, 0.5)]);
        tracker.Update(MediaTime.Zero, [Scene.At(0.5, 0.5)]);
        Assert.Equal([(1, TrackEndReason.EndOfStream)], tracker.Ended.Select(t => (t.Number, t.EndReason)));
        Assert.Equal([2], tracker.Active.Select(t => t.Number));
    }

    [Fact]
    public void A_full_tracker_starts_no_track_and_counts_it()
    {
        Tracker tracker = new(Options with { TracksMax = 2 });
        tracker.Update(MediaTime.Zero, [Scene.At(0.2, 0.5), Scene.At(0.5, 0.5), Scene.At(0.8, 0.5)]);
        Assert.Equal((2, 1L), (tracker.Active.Count, tracker.RefusedStarts));
    }

    [Fact]
    public void A_detection_index_points_into_the_callers_list()
    {
        Tracker tracker = new(Options);
        tracker.Update(MediaTime.Zero, [Scene.At(0.2, 0.5, 0.5f), Scene.At(0.8, 0.5, 0.9f)]);
        tracker.Update(new MediaTime(100_000_000), [Scene.At(0.8, 0.5, 0.9f), Scene.At(0.2, 0.5, 0.05f)]);
        Assert.Equal([0, -1], tracker.Active.OrderByDescending(t => t.Box.X).Select(t => t.DetectionIndex));
    }

    [Fact]
    public void Detections_that_are_not_finite_or_of_an_unknown_class_are_refused()
    {
        Tracker tracker = new(Options);
        Assert.Throws<ArgumentException>(() => tracker.Update(MediaTime.Zero, [new DetectedObject(new BoundingBox(float.NaN, 0, 1, 1), 0.5f, 0)]));
        Assert.Throws<ArgumentException>(() => tracker.Update(MediaTime.Zero, [Scene.At(0.5, 0.5, classId: 80)]));
    }

    [Fact]
    public void Faulty_options_are_all_listed_at_once()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new Tracker(Options with { StartScore = 2, LostFor = TimeSpan.Zero, TracksMax = 0 }));
        foreach (string key in (string[])["StartScore", "LostFor", "TracksMax"]) Assert.Contains(key, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Updates_allocate_nothing_once_the_pools_are_warm()
    {
        Tracker tracker = new(Options);
        DetectedObject[] detections = new DetectedObject[50];
        Run(0, 300);
        AllocationCheck allocations = AllocationCheck.Start();
        Run(300, 600);
        allocations.AssertNone();

        // Everyone walks to the right and begins anew at the left: tracks start and end all the time.
        void Run(int from, int to)
        {
            for (int frame = from; frame < to; frame++)
            {
                for (int i = 0; i < detections.Length; i++)
                    detections[i] = Scene.At(((frame * 0.01) + (i * 0.09)) % 1, 0.2 + (0.015 * i), width: 0.04, height: 0.1);
                tracker.Update(new MediaTime(frame * 100_000_000L), detections);
            }
        }
    }

    private static void AssertOnPath(PathPoint[] path, PathPoint point)
    {
        int next = Array.FindIndex(path, p => p.Time >= point.Time);
        if (next <= 0) return;
        PathPoint a = path[next - 1], b = path[next];
        double part = (point.Time - a.Time) / (b.Time - a.Time);
        // The filters of two frame rates lag by different amounts, at most a tenth of a person's height here.
        Assert.Equal(a.X + (part * (b.X - a.X)), point.X, 0.02);
        Assert.Equal(a.Y + (part * (b.Y - a.Y)), point.Y, 0.02);
    }
}
