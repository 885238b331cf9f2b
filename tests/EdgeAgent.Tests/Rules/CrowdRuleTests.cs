using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class CrowdRuleTests
{
    private static readonly RuleSettings Square = new()
    {
        Name = "Square",
        Kind = RuleKind.Crowd,
        Polygon = RuleScene.Box(0, 0, 1, 1),
        Levels = [3, 5],
        Debounce = TimeSpan.FromSeconds(2),
    };

    // The first stays from 0, the second from 10, and so on; all go at 100.
    private static Actor[] Arriving(int count, double every = 10, double until = 100) =>
        [.. Enumerable.Range(0, count).Select(i => Actor.Standing(i + 1, i * every, until, 0.1f + (0.15f * i), 0.6f))];

    [Fact]
    public void Levels_are_told_when_they_are_reached_and_left()
    {
        RuleScene scene = new RuleScene(Square, Arriving(5)).Run(110);
        Assert.Equal(
            ["20 crowd started level 1 inside 3 objects 3", "40 crowd updated level 2 inside 5 objects 5", "100 crowd ended level 0 inside 0 objects 5 (Over)"],
            scene.Log);
        Assert.Single(scene.Events.Select(e => e.Subject).Distinct());
    }

    [Fact]
    public void A_number_that_flickers_rings_once()
    {
        Actor[] people = [.. Arriving(2, 0), Actor.Standing(9, 0, 60, 0.8f, 0.6f) with { Hidden = [.. Enumerable.Range(0, 30).Select(i => (2.0 * i, (2.0 * i) + 1))] }];
        RuleScene scene = new RuleScene(Square with { Levels = [3] }, people).Run(50);
        Assert.Single(scene.Events);
    }

    [Fact]
    public void A_short_peak_is_not_told()
    {
        Actor[] people = [.. Arriving(2, 0), Actor.Standing(9, 10, 11.5, 0.8f, 0.6f)];
        Assert.Empty(new RuleScene(Square, people).Run(50).Events);
    }

    [Fact]
    public void Many_who_come_at_once_are_a_gathering_and_the_same_number_over_an_hour_is_none()
    {
        RuleSettings gathering = Square with { Levels = [], Gathering = new Gathering(4, TimeSpan.FromSeconds(30)) };
        RuleScene quick = new RuleScene(gathering, Arriving(6, 2, 200)).Run(100);
        Assert.Equal([RulePhase.Started, RulePhase.Ended], quick.Events.Select(e => e.Phase));
        Assert.Equal("gathering", quick.Events[0].State);
        Assert.Equal(8, quick.SecondOf(quick.Events[0]));
        Assert.Empty(new RuleScene(gathering, Arriving(6, 30, 300)).Run(250).Events);
    }

    [Fact]
    public void A_restart_does_not_ring_again()
    {
        Actor[] people = [.. Arriving(4, 0), .. Arriving(4, 0).Select(a => a with { Track = a.Track + 10, From = 40, To = 100 })];
        people = [.. people.Take(4).Select(a => a with { To = 29 }), .. people.Skip(4)];
        RuleScene scene = new RuleScene(Square, people).Run(28).Restart(12).Run(110);
        Assert.Equal([RulePhase.Started, RulePhase.Ended], scene.Events.Select(e => e.Phase));
    }
}
