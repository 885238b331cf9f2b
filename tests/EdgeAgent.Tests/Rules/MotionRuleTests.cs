using System.Numerics;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class MotionRuleTests
{
    // A lane to the right.
    private static readonly RuleSettings Lane = new() { Name = "Lane", Kind = RuleKind.WrongWay, Direction = 90 };

    // 16 by 9 metres, seen straight from above: a part of the width is 16 m, of the height 9 m.
    private static readonly GroundSettings Ground = new(
        [new(0, 0), new(1, 0), new(1, 1), new(0, 1)],
        [new(0, 1, 16), new(1, 2, 9), new(2, 3, 16), new(3, 0, 9), new(0, 2, 18.3576), new(1, 3, 18.3576)], []);

    private static Actor Car(int track, double from, double to, Vector2 a, Vector2 b) =>
        Actor.Walking(track, from, to, a, b) with { ClassId = Actor.Car, Width = 0.1f, Height = 0.1f };

    [Fact]
    public void Who_goes_against_the_lane_is_told_after_two_of_its_heights()
    {
        // 0.8 of the width in 8 s: a height of 0.1 is 0.05625 of the width, so two of them take 1.125 s.
        RuleScene scene = new RuleScene(Lane, Car(1, 0, 8, new(0.9f, 0.5f), new(0.1f, 0.5f))).Run(10);
        Assert.Equal(["1.2 wrongway started #1 deviation 180", "7.9 wrongway ended #1 deviation 180 (Left)"], scene.Log);
    }

    [Theory]
    [InlineData(0.1f, 0.5f, 0.9f, 0.5f)] // with it
    [InlineData(0.5f, 0.9f, 0.5f, 0.1f)] // across it
    [InlineData(0.5f, 0.9f, 0.4f, 0.1f)] // 103 degrees off
    public void Who_goes_with_or_across_the_lane_is_not_told(float x0, float y0, float x1, float y1) =>
        Assert.Empty(new RuleScene(Lane, Car(1, 0, 8, new(x0, y0), new(x1, y1))).Run(10).Events);

    [Fact]
    public void A_box_that_jitters_and_one_that_backs_up_a_little_do_not_go_wrong()
    {
        Actor jitters = Car(1, 0, 30, default, default) with { Foot = t => new Vector2(0.5f + (0.05f * MathF.Sin((float)t * 9)), 0.5f) };
        Actor backs = Car(2, 0, 30, default, default) with { Foot = t => new Vector2(t < 10 ? 0.2f + (0.03f * (float)t) : 0.5f - (0.03f * (float)Math.Min(t - 10, 3)), 0.8f) };
        Assert.Empty(new RuleScene(Lane, jitters, backs).Run(32).Events);
    }

    [Fact]
    public void Who_turns_round_is_told_and_ends_when_it_goes_right_again()
    {
        Actor turns = Car(1, 0, 30, default, default) with
        {
            Foot = t => new Vector2(t < 5 ? 0.1f + (0.1f * (float)t) : t < 8 ? 0.6f - (0.1f * (float)(t - 5)) : 0.3f + (0.1f * (float)Math.Min(t - 8, 5)), 0.5f),
        };
        RuleScene scene = new RuleScene(Lane, turns).Run(20);
        Assert.Equal([RulePhase.Started, RulePhase.Ended], scene.Events.Select(e => e.Phase));
        Assert.InRange(scene.SecondOf(scene.Events[0]), 6.1, 6.3);
        Assert.InRange(scene.SecondOf(scene.Events[1]), 8.5, 8.7);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(25)]
    public void Speed_is_measured_on_the_ground_and_its_error_told(double framesPerSecond)
    {
        RuleSettings limit = new() { Name = "30", Kind = RuleKind.Speed, LimitKmh = 30 };
        // 12.8 m in 1.28 s: 10 m/s, 36 km/h.
        Actor fast = Car(1, 0, 1.28, new(0.1f, 0.5f), new(0.9f, 0.5f)), slow = Car(2, 0, 1.6, new(0.1f, 0.8f), new(0.9f, 0.8f));
        CameraRules rules = new([limit with { Debounce = TimeSpan.FromSeconds(0.2) }], Ground);
        RuleScene scene = new RuleScene(rules, fast, slow) { FramesPerSecond = framesPerSecond }.Run(5);
        Assert.Equal([RulePhase.Started, RulePhase.Ended], scene.Events.Select(e => e.Phase));
        Assert.All(scene.Events, e => Assert.InRange(e.Measure!.Value, 9.9, 10.1));
        Assert.InRange(scene.Events[0].Measure!.RelativeError!.Value, 0, 0.001);
    }

    [Fact]
    public void A_jittering_box_does_not_race()
    {
        Random random = new(7);
        RuleSettings limit = new() { Name = "20", Kind = RuleKind.Speed, LimitKmh = 20 };
        // 4 m/s with boxes that are off by 20 cm.
        Actor nervous = Car(1, 0, 3, default, default) with { Foot = t => new Vector2(0.1f + ((float)t * 0.25f) + (0.0125f * ((float)random.NextDouble() - 0.5f)), 0.5f) };
        Assert.Empty(new RuleScene(new CameraRules([limit], Ground), nervous).Run(5).Events);
    }

    [Fact]
    public void A_person_that_runs_is_told_with_and_without_a_calibrated_ground()
    {
        RuleSettings running = new() { Name = "Run", Kind = RuleKind.Running, LimitKmh = 12 };
        // Height 0.2 of the frame: 1.7 m by the person's own height. 0.94 frame heights in 2 s: 4 m/s, and 0.7 of it: 2.8 m/s.
        Actor runs = Actor.Walking(1, 0, 2, new(0.1f, 0.6f), new(0.1f + (0.94f * 9 / 16), 0.6f)), walks = Actor.Walking(2, 0, 2, new(0.1f, 0.9f), new(0.1f + (0.66f * 9 / 16), 0.9f));
        RuleEvent started = Assert.Single(new RuleScene(running, runs, walks).Run(2).Events);
        Assert.Equal(("running-estimated", 1), (started.State, started.Object!.Track));
        Assert.InRange(started.Measure!.Value, 3.9, 4.1);
        Assert.Equal("running", new RuleScene(new CameraRules([running], Ground), runs with { To = 1 }).Run(2).Events[0].State);
    }

    [Fact]
    public void A_vehicle_that_stands_is_told_then_that_it_stays_too_long_then_that_it_drives_off()
    {
        RuleSettings parking = new() { Name = "P", Kind = RuleKind.Parking, After = TimeSpan.FromSeconds(30), StayMax = TimeSpan.FromSeconds(120), Polygon = RuleScene.Box(0.3f, 0.3f, 0.7f, 0.9f) };
        Actor car = Car(1, 0, 210, default, default) with
        {
            Foot = t => new Vector2(t < 10 ? 0.05f * (float)t : t < 200 ? 0.5f : 0.5f + (0.05f * (float)(t - 200)), 0.6f),
        };
        RuleScene scene = new RuleScene(parking, car).Run(215);
        Assert.Equal(["started", "updated", "ended"], scene.Events.Select(e => e.Phase.ToString().ToLowerInvariant()));
        Assert.Equal(["parked", "overstay", "overstay"], scene.Events.Select(e => e.State));
        Assert.InRange(scene.SecondOf(scene.Events[0]), 39, 40.1);
        Assert.InRange(scene.SecondOf(scene.Events[1]), 129, 130.1);
        Assert.InRange(scene.SecondOf(scene.Events[2]), 200, 201.5);
    }

    [Fact]
    public void Stop_and_go_is_not_parking()
    {
        RuleSettings parking = new() { Name = "P", Kind = RuleKind.Parking, After = TimeSpan.FromSeconds(30) };
        Actor car = Car(1, 0, 200, default, default) with { Foot = t => new Vector2(0.1f + (0.05f * (float)Math.Floor(t / 20)), 0.6f) };
        Assert.Empty(new RuleScene(parking, car).Run(180).Events);
    }

    [Fact]
    public void A_car_that_is_hidden_by_a_bus_and_one_over_a_restart_stay_parked()
    {
        RuleSettings parking = new() { Name = "P", Kind = RuleKind.Parking, After = TimeSpan.FromSeconds(30), StayMax = TimeSpan.FromSeconds(120) };
        Actor before = Car(1, 0, 60, new(0.5f, 0.6f), new(0.5f, 0.6f)) with { Hidden = [(40, 48)] }, after = Car(5, 70, 200, new(0.5f, 0.6f), new(0.5f, 0.6f));
        RuleScene scene = new RuleScene(parking, before, after).Run(58).Restart(12).Run(210);
        Assert.Equal(["30 parking started parked #1 stay 30", "120 parking updated overstay #5 stay 120", "199.9 parking ended overstay #5 stay 199.9 (Left)"], scene.Log);
        Assert.Single(scene.Events.Select(e => e.Subject).Distinct());
    }

    [Fact]
    public void Who_follows_closely_over_a_line_is_told_and_who_keeps_away_or_comes_against_is_not()
    {
        RuleSettings gate = new() { Name = "Gate", Kind = RuleKind.Tailgating, Line = [new(0.5f, 0.9f), new(0.5f, 0.1f)], Within = TimeSpan.FromSeconds(2) };
        Actor Through(int track, double at) => Actor.Walking(track, at - 5, at + 5, new(0.2f, 0.6f), new(0.8f, 0.6f));
        Actor against = Actor.Walking(9, 16, 26, new(0.8f, 0.8f), new(0.2f, 0.8f));
        RuleScene scene = new RuleScene(gate, Through(1, 10), Through(2, 11.5), Through(3, 13), Through(4, 20), against).Run(40);
        Assert.Equal(
            ["11.5 tailgate started #2 level 1 gap 1.5", "13 tailgate updated #3 level 2 gap 1.5", "15 tailgate ended level 2 (Over)"], scene.Log);
        Assert.Equal(Through(1, 10).Identity, scene.Events[0].Other);
    }

    [Fact]
    public void Tracks_that_end_as_duplicates_do_not_follow_themselves()
    {
        RuleSettings gate = new() { Name = "Gate", Kind = RuleKind.Tailgating, Line = [new(0.5f, 0.9f), new(0.5f, 0.1f)], Within = TimeSpan.FromSeconds(2) };
        Actor first = Actor.Walking(1, 0, 10, new(0.2f, 0.6f), new(0.8f, 0.6f));
        Assert.Empty(new RuleScene(gate, first with { To = 5.3, End = TrackEndReason.Lost }, first with { Track = 2, From = 6 }).Run(12).Events);
    }
}
