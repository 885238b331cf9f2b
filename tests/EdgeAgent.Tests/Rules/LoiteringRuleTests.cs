using System.Numerics;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class LoiteringRuleTests
{
    private static readonly RuleSettings Door = new()
    {
        Name = "Door",
        Kind = RuleKind.Loitering,
        Polygon = RuleScene.Box(0.4f, 0.2f, 0.6f, 0.9f),
        After = TimeSpan.FromSeconds(20),
        Grace = TimeSpan.FromSeconds(5),
        UpdateEvery = TimeSpan.FromSeconds(30),
    };

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(25)]
    public void Who_stays_is_told_when_the_time_is_full_then_now_and_then_and_at_the_end(double framesPerSecond)
    {
        RuleScene scene = new RuleScene(Door, Actor.Standing(1, 0, 60, 0.5f, 0.6f) with { End = TrackEndReason.Left }) { FramesPerSecond = framesPerSecond }.Run(70);
        Assert.Equal("20 loiter started #1 dwell 20", scene.Log[0]);
        Assert.Equal("50 loiter updated #1 dwell 50", scene.Log[1]);
        Assert.Equal((3, RulePhase.Ended), (scene.Events.Count, scene.Events[2].Phase));
        Assert.Single(scene.Events.Select(e => e.Subject).Distinct());
        Assert.Equal(scene.Zero, scene.Events[0].Since);
    }

    [Fact]
    public void A_short_exit_does_not_begin_it_anew_and_is_not_counted()
    {
        Actor restless = new(1, 0, 60, t => new Vector2(t is >= 10 and < 13 ? 0.3f : 0.5f, 0.6f));
        RuleEvent started = new RuleScene(Door, restless).Run(30).Events[0];
        // 3 s outside, less the parts of the two steps over the border that lie inside.
        Assert.InRange(started.Wall.Subtract(started.Since!.Value).TotalSeconds, 22.9, 23.1);
    }

    [Fact]
    public void A_long_exit_begins_it_anew()
    {
        Actor away = new(1, 0, 60, t => new Vector2(t is >= 10 and < 16 ? 0.3f : 0.5f, 0.6f));
        RuleScene scene = new RuleScene(Door, away).Run(30);
        Assert.Empty(scene.Events);
        Assert.InRange(scene.SecondOf(scene.Run(50).Events[0]), 35.8, 36.1);
    }

    [Fact]
    public void Who_goes_away_ends_it_when_he_went()
    {
        Actor goes = new(1, 0, 60, t => new Vector2(t >= 30 ? 0.3f : 0.5f, 0.6f));
        RuleEvent ended = new RuleScene(Door, goes).Run(60).Events[^1];
        Assert.Equal((RulePhase.Ended, "Over"), (ended.Phase, ended.Reason.ToString()));
        Assert.InRange(ended.Measure!.Value, 29.8, 30.1);
    }

    [Fact]
    public void Occlusion_and_an_id_switch_go_on()
    {
        Actor first = Actor.Standing(1, 0, 10, 0.5f, 0.6f) with { Hidden = [(9, 10)], End = TrackEndReason.Lost };
        Actor second = Actor.Standing(2, 11, 40, 0.51f, 0.6f);
        RuleScene scene = new RuleScene(Door, first, second).Run(25);
        Assert.Equal(["20 loiter started #2 dwell 20"], scene.Log);
    }

    [Fact]
    public void A_restart_in_the_middle_goes_on_with_the_same_subject()
    {
        Actor before = Actor.Standing(1, 0, 29, 0.5f, 0.6f), after = Actor.Standing(9, 40, 60, 0.5f, 0.6f);
        RuleScene scene = new RuleScene(Door, before, after).Run(28).Restart(12).Run(65);
        Assert.Equal([RulePhase.Started, RulePhase.Updated, RulePhase.Ended], scene.Events.Select(e => e.Phase));
        Assert.Single(scene.Events.Select(e => e.Subject).Distinct());
    }

    [Fact]
    public void An_end_of_the_source_ends_it()
    {
        RuleScene scene = new RuleScene(Door, Actor.Standing(1, 0, 99, 0.5f, 0.6f)).Run(25).Finish();
        Assert.Equal(["started", "ended"], scene.Events.Select(e => e.Phase.ToString().ToLowerInvariant()));
        Assert.Equal("EndOfStream", scene.Events[1].Reason.ToString());
    }
}
