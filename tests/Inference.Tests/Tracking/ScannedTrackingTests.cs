using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

public class ScannedTrackingTests
{
    private static readonly TrackerOptions Options = new();
    private static readonly BoundingBox[] Left = [new(0, 0, 0.5f, 1)];
    private static readonly BoundingBox[] Right = [new(0.5f, 0, 0.5f, 1)];
    private static readonly DetectedObject Somebody = Scene.At(0.75, 0.5);

    [Fact]
    public void Who_was_not_looked_at_is_not_lost()
    {
        Tracker tracker = new(Options);
        double now = Run(tracker, 0, 1, [Somebody], Right);
        now = Run(tracker, now, 200, [], Left);
        Assert.Equal((TrackState.Confirmed, TimeSpan.Zero), (tracker.Active[0].State, tracker.Active[0].Unseen));
        Run(tracker, now, 1, [Somebody], Right);
        Assert.Equal([1], tracker.Active.Select(t => t.Number));
    }

    [Fact]
    public void Only_time_in_which_it_was_looked_for_counts()
    {
        Tracker tracker = new(Options);
        double now = Run(tracker, 0, 1, [Somebody], Right);
        // 1.4 seconds of looking, with 20 of looking elsewhere in between: still there; 0.2 more: over.
        for (int i = 0; i < 14; i++)
        {
            now = Run(tracker, now, 0.1, [], Right);
            now = Run(tracker, now, 1.4, [], Left);
        }
        Assert.Equal(TrackState.Lost, tracker.Active.Single().State);
        Assert.Equal(1.4, tracker.Active[0].Unseen.TotalSeconds, 3);
        Run(tracker, now, 0.2, [], Right);
        Assert.Empty(tracker.Active);
        Assert.Equal(TrackEndReason.Lost, tracker.Ended.Single().EndReason);
    }

    [Fact]
    public void After_five_minutes_without_being_seen_a_track_is_over_even_if_nobody_looked()
    {
        Tracker tracker = new(Options);
        double now = Run(tracker, 0, 1, [Somebody], Right);
        now = Run(tracker, now, 299, [], Left);
        Assert.Single(tracker.Active);
        Run(tracker, now, 2, [], Left);
        Assert.Empty(tracker.Active);
    }

    [Fact]
    public void A_tentative_track_that_nobody_looks_at_does_not_wait_for_ever()
    {
        Tracker tracker = new(Options);
        double now = Run(tracker, 0, 0.2, [Somebody], Right);
        Run(tracker, now, 301, [], Left);
        Assert.Empty(tracker.Active);
        Assert.Empty(tracker.Ended);
    }

    [Fact]
    public void A_tentative_track_waits_until_somebody_looks_too()
    {
        Tracker tracker = new(Options);
        double now = Run(tracker, 0, 0.2, [Somebody], Right);
        now = Run(tracker, now, 10, [], Left);
        Run(tracker, now, 0.2, [Somebody], Right);
        Assert.Equal((1, TrackState.Confirmed), (tracker.Active.Single().Number, tracker.Active[0].State));
    }

    [Fact]
    public void A_whole_frame_and_no_word_about_it_are_the_same()
    {
        Tracker told = new(Options), untold = new(Options);
        for (int frame = 0; frame < 60; frame++)
        {
            DetectedObject[] seen = frame is > 20 and < 30 ? [] : [Scene.At(0.2 + (0.01 * frame), 0.5)];
            told.Update(Time(frame * 0.1), seen, ScannedArea.WholeFrame);
            untold.Update(Time(frame * 0.1), seen);
            Assert.Equal(untold.Active.Select(t => (t.Number, t.State, t.Box, t.Unseen)), told.Active.Select(t => (t.Number, t.State, t.Box, t.Unseen)));
        }
    }

    [Fact]
    public void Hints_tell_the_box_of_the_next_frame_movers_first_and_as_many_as_fit()
    {
        Tracker tracker = new(Options);
        for (int frame = 0; frame <= 120; frame++)
            tracker.Update(Time(frame * 0.1), [Scene.At(0.2, 0.9, 0.9f), Scene.At(0.1 + (0.006 * frame), 0.5, 0.8f), Scene.At(0.9, 0.9, 0.7f)]);
        RegionHint[] hints = new RegionHint[8];
        Assert.Equal(3, tracker.WriteHints(TimeSpan.FromSeconds(0.5), hints));
        Assert.Equal([false, true, true], hints.Take(3).Select(h => h.IsStationary));
        Assert.Equal(0.1 + (0.006 * 125), hints[0].Box.CenterX, 0.01);
        Assert.Equal([0.2, 0.9], hints.Skip(1).Take(2).Select(h => Math.Round(h.Box.CenterX, 2)));
        Assert.All(hints.Take(3), h => Assert.Equal(TimeSpan.Zero, h.Unseen));

        Assert.Equal(1, tracker.WriteHints(TimeSpan.Zero, hints.AsSpan(0, 1)));
        Assert.Equal(0.1 + (0.006 * 120), hints[0].Box.CenterX, 0.01);
        Assert.Equal(0, tracker.WriteHints(TimeSpan.Zero, []));
    }

    [Fact]
    public void A_stationary_object_that_is_missed_wants_to_be_looked_at()
    {
        Tracker tracker = new(Options);
        double now = Run(tracker, 0, 12, [Somebody], Right);
        now = Run(tracker, now, 5, [], Left);
        RegionHint[] hints = new RegionHint[1];
        tracker.WriteHints(TimeSpan.Zero, hints);
        Assert.Equal((true, TimeSpan.Zero), (hints[0].IsStationary, hints[0].Unseen));
        Run(tracker, now, 0.3, [], Right);
        tracker.WriteHints(TimeSpan.Zero, hints);
        Assert.False(hints[0].IsStationary);
        Assert.Equal(0.3, hints[0].Unseen.TotalSeconds, 3);
    }

    private static double Run(Tracker tracker, double from, double seconds, DetectedObject[] seen, BoundingBox[] regions)
    {
        int frames = (int)Math.Round(seconds * 10);
        for (int i = 0; i < frames; i++) tracker.Update(Time(from + (0.1 * i)), seen, new ScannedArea(regions));
        return from + seconds;
    }

    private static MediaTime Time(double seconds) => new((long)Math.Round(seconds * 1e9));
}
