using System.Numerics;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class LineRuleTests
{
    // From the top to the bottom in the middle: its right is the picture's left.
    private static readonly RuleSettings Gate = new()
    {
        Name = "Gate",
        Kind = RuleKind.Line,
        Line = [new(0.5f, 0.2f), new(0.5f, 0.9f)],
    };

    private static Actor Crossing(int track, double from = 0, double to = 10) => Actor.Walking(track, from, to, new(0.2f, 0.6f), new(0.8f, 0.6f));

    [Fact]
    public void A_crossing_is_told_once_with_the_moment_at_which_the_line_was_met()
    {
        RuleScene scene = new RuleScene(Gate, Crossing(1)).Run(12);
        RuleEvent told = Assert.Single(scene.Events);
        Assert.Equal(["5 line left #1"], scene.Log);
        Assert.Equal((0.5, 0.6), (Math.Round(told.Point!.Value.X, 3), Math.Round(told.Point.Value.Y, 3)));
        Assert.Equal(Crossing(1).Identity, told.Subject);
        Assert.Equal(43, told.Rule.Hash.Length);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(25)]
    public void The_moment_does_not_depend_on_the_frame_rate(double framesPerSecond) =>
        Assert.Equal(["5 line left #1"], new RuleScene(Gate, Crossing(1)) { FramesPerSecond = framesPerSecond }.Run(12).Log);

    [Theory]
    [InlineData("Left", 1)]
    [InlineData("Right", 0)]
    [InlineData("Any", 1)]
    public void Only_the_wanted_direction_is_told(string mode, int times) =>
        Assert.Equal(times, new RuleScene(Gate with { Crossings = Enum.Parse<CrossingMode>(mode) }, Crossing(1)).Run(12).Events.Count);

    [Fact]
    public void Jitter_on_the_line_is_no_crossing()
    {
        // Half a percent of the diagonal to both sides, at every frame.
        Actor nervous = new(1, 0, 20, t => new Vector2(0.5f + ((int)Math.Round(t * 10) % 2 == 0 ? 0.005f : -0.005f), 0.6f));
        Assert.Empty(new RuleScene(Gate, nervous).Run(22).Events);
    }

    [Fact]
    public void Jitter_while_crossing_is_one_crossing()
    {
        Actor nervous = new(1, 0, 10, t => new Vector2(0.2f + (float)(t * 0.06) + (0.008f * MathF.Sin((float)t * 40)), 0.6f));
        Assert.Single(new RuleScene(Gate, nervous).Run(12).Events);
    }

    [Fact]
    public void Who_turns_round_just_behind_the_line_is_told_once_and_then_back_when_far_enough()
    {
        // To 0.52 (within the re-arm distance of 0.03 diagonals), back to 0.2.
        Actor turning = new(1, 0, 20, t => new Vector2(t < 10 ? 0.2f + (float)(t * 0.032) : 0.52f - (float)((t - 10) * 0.032), 0.6f));
        Assert.Equal(["9.375 line left #1", "10.625 line right #1"], new RuleScene(Gate, turning).Run(22).Log);
        Actor pacing = new(1, 0, 20, t => new Vector2(0.5f + (0.025f * MathF.Sin((float)t)), 0.6f));
        Assert.Single(new RuleScene(Gate, pacing).Run(20).Events);
    }

    [Fact]
    public void A_way_round_the_end_of_the_line_is_no_crossing() =>
        Assert.Empty(new RuleScene(Gate, Actor.Walking(1, 0, 10, new(0.2f, 0.95f), new(0.8f, 0.95f))).Run(12).Events);

    [Fact]
    public void Who_is_hidden_while_crossing_is_told_with_the_moment_between() =>
        Assert.Equal(["5 line left #1"], new RuleScene(Gate, Crossing(1) with { Hidden = [(4.5, 5.5)] }).Run(12).Log);

    [Fact]
    public void Where_nobody_looked_is_no_miss() =>
        Assert.Equal(["5 line left #1"], new RuleScene(Gate, Crossing(1) with { Unseen = [(3, 7)] }).Run(12).Log);

    [Fact]
    public void An_id_switch_at_the_line_is_one_crossing_of_the_first_identity()
    {
        Actor first = Crossing(1) with { To = 4.9, End = TrackEndReason.Lost }, second = Crossing(2) with { From = 5.6 };
        RuleScene scene = new RuleScene(Gate, first with { Foot = Crossing(1).Foot }, second with { Foot = Crossing(1).Foot }).Run(12);
        Assert.Equal(["5 line left #2"], scene.Log);
        Assert.Equal(first.Identity, scene.Events[0].Subject);
    }

    [Fact]
    public void Who_is_believed_only_behind_the_line_is_told_with_the_true_moment() =>
        Assert.Equal(["5 line left #1"], new RuleScene(Gate, Crossing(1) with { RealFrom = 6 }).Run(12).Log);

    [Fact]
    public void Who_is_never_believed_is_never_told()
    {
        RuleScene scene = new RuleScene(Gate, Crossing(1) with { RealFrom = 99 }).Run(12);
        Assert.Empty(scene.Events);
    }

    [Fact]
    public void Stop_and_go_at_the_line_is_one_crossing()
    {
        Actor waits = new(1, 0, 30, t => new Vector2(t < 10 ? 0.2f + (float)(t * 0.03) : t < 20 ? 0.5f : 0.5f + (float)((t - 20) * 0.03), 0.6f));
        Assert.Single(new RuleScene(Gate, waits).Run(32).Events);
    }

    [Fact]
    public void Crossings_are_counted_in_and_out_by_class_and_interval()
    {
        Actor car = Actor.Walking(2, 10, 20, new(0.8f, 0.6f), new(0.2f, 0.6f)) with { ClassId = Actor.Car, Width = 0.1f, Height = 0.1f };
        RuleSettings counting = Gate with { Every = TimeSpan.FromMinutes(1), Crossings = CrossingMode.Right };
        RuleScene scene = new RuleScene(counting, Crossing(1), car, Crossing(3, 62, 72)).Run(125);
        Assert.Equal(["15 line right #2", "60 line in 1 out 1", "120 line in 0 out 1"], scene.Log);
        IntervalCounts counts = scene.Events[1].Counts!;
        Assert.Equal([(Actor.Person, 0, 1), (Actor.Car, 1, 0)], counts.Classes.Select(c => (c.ClassId, c.In, c.Out)));
        Assert.Equal((scene.Zero, scene.Zero.AddMinutes(1)), (counts.From, counts.To));
    }

    [Fact]
    public void A_small_object_and_another_class_are_left_out()
    {
        RuleSettings tall = Gate with { Size = new SizeFilter(HeightMin: 0.3f) };
        Assert.Empty(new RuleScene(tall, Crossing(1)).Run(12).Events);
        Assert.Single(new RuleScene(tall, Crossing(1) with { Height = 0.35f }).Run(12).Events);
        Assert.Empty(new RuleScene(Gate with { Classes = ["vehicle"] }, Crossing(1)).Run(12).Events);
    }

    [Fact]
    public void A_camera_that_looks_down_compares_the_centre()
    {
        Actor car = Actor.Walking(1, 0, 10, new(0.5f, 0f), new(0.5f, 1f)) with { ClassId = Actor.Car, Height = 0.4f };
        RuleSettings across = Gate with { Line = [new(0.1f, 0.5f), new(0.9f, 0.5f)] };
        Assert.Equal(["5 line right #1"], new RuleScene(across, car).Run(12).Log);
        Assert.Equal(["7 line right #1"], new RuleScene(across with { Reference = ReferencePoint.Center }, car).Run(12).Log);
    }

    [Fact]
    public void The_rate_limit_withholds_and_says_how_many()
    {
        RuleSettings limited = Gate with { RateLimit = new RateLimit(1, TimeSpan.FromSeconds(60)) };
        RuleScene scene = new RuleScene(limited, Crossing(1), Crossing(2, 5, 15), Crossing(3, 10, 20), Crossing(4, 70, 80)).Run(90);
        Assert.Equal([5.0, 75.0], scene.Events.Select(scene.SecondOf));
        Assert.Equal([0, 2], scene.Events.Select(e => e.Withheld));
    }
}
