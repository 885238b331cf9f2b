using System.Numerics;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class ThingRuleTests
{
    private static readonly RuleSettings Hall = new()
    {
        Name = "Hall",
        Kind = RuleKind.Abandoned,
        After = TimeSpan.FromSeconds(30),
        Debounce = TimeSpan.FromSeconds(3),
    };

    // Carries a bag to 0.5 until 10 s, stands by it until 20 s, walks off to 0.9 until 24 s and stays there, or comes back.
    private static Actor Owner(double back = 999) => new(1, 0, 200, t => new Vector2(
        t < 10 ? 0.2f + (0.03f * (float)t) : t < 20 ? 0.5f : t < 24 ? 0.5f + (0.1f * (float)(t - 20)) : t < back ? 0.9f : Math.Max(0.5f, 0.9f - (0.1f * (float)(t - back))), 0.7f));

    private static Actor Bag(double to = 200) => new(2, 0.5, to, t => new Vector2(0.02f + (t < 10 ? 0.2f + (0.03f * (float)t) : 0.5f), t < 10 ? 0.6f : 0.7f))
    {
        ClassId = Actor.Backpack,
        Width = 0.03f,
        Height = 0.06f,
    };

    [Fact]
    public void A_bag_is_told_when_its_owner_goes_and_again_when_it_is_left()
    {
        RuleScene scene = new RuleScene(Hall, Owner(), Bag()).Run(100);
        Assert.Equal(["unattended", "abandoned"], scene.Events.Select(e => e.State));
        Assert.Equal([RulePhase.Started, RulePhase.Updated], scene.Events.Select(e => e.Phase));
        // 1.5 heights of 0.2 are 0.169 of the width: he is that far away 1.9 s after he began to go, since the bag lies a bit further.
        Assert.InRange(scene.SecondOf(scene.Events[0]), 24.7, 25.1);
        Assert.InRange(scene.SecondOf(scene.Events[1]), 51.7, 52.1);
    }

    [Fact]
    public void An_owner_who_comes_back_in_time_ends_it_and_nothing_is_left()
    {
        RuleScene scene = new RuleScene(Hall, Owner(back: 40), Bag()).Run(100);
        Assert.Equal([RulePhase.Started, RulePhase.Ended], scene.Events.Select(e => e.Phase));
        Assert.Equal("Reclaimed", scene.Events[1].Reason.ToString());
        Assert.InRange(scene.SecondOf(scene.Events[1]), 41.5, 42.5);
    }

    [Fact]
    public void Somebody_else_beside_it_does_not_attend_it()
    {
        Actor stranger = Actor.Standing(3, 22, 200, 0.55f, 0.7f);
        Assert.Equal(["unattended", "abandoned"], new RuleScene(Hall, Owner(), Bag(), stranger).Run(100).Events.Select(e => e.State));
    }

    [Fact]
    public void An_owner_who_is_hidden_for_a_moment_is_still_there()
    {
        Actor owner = Actor.Standing(1, 0, 100, 0.5f, 0.7f) with { Hidden = [(40, 41.4)] };
        Actor bag = Actor.Standing(2, 0, 100, 0.53f, 0.7f) with { ClassId = Actor.Backpack, Width = 0.03f, Height = 0.06f };
        Assert.Empty(new RuleScene(Hall, owner, bag).Run(99).Events);
    }

    [Fact]
    public void A_bag_that_is_taken_up_is_reclaimed()
    {
        Actor thief = Actor.Walking(3, 60, 80, new(0.1f, 0.7f), new(0.52f, 0.7f));
        Actor bag = Bag(75) with { End = TrackEndReason.Lost };
        RuleScene scene = new RuleScene(Hall, Owner(), bag, thief with { To = 90, Foot = t => t < 74 ? new(0.1f + (0.03f * (float)(t - 60)), 0.7f) : new Vector2(0.52f, 0.7f) }).Run(100);
        Assert.Equal([RulePhase.Started, RulePhase.Updated, RulePhase.Ended], scene.Events.Select(e => e.Phase));
        Assert.Equal("Reclaimed", scene.Events[2].Reason.ToString());
    }

    [Fact]
    public void A_restart_keeps_the_bag_and_its_time()
    {
        Actor later = Bag() with { Track = 12, From = 45, To = 200 };
        RuleScene scene = new RuleScene(Hall, Owner() with { To = 39 }, Bag(39), later).Run(38).Restart(7).Run(100);
        Assert.Equal(["unattended", "abandoned"], scene.Events.Select(e => e.State));
        Assert.Single(scene.Events.Select(e => e.Subject).Distinct());
        Assert.InRange(scene.SecondOf(scene.Events[1]), 51.7, 52.1);
    }
}
