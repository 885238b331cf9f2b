using System.Numerics;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class ZoneRuleTests
{
    private static readonly RuleSettings Yard = new() { Name = "Yard", Kind = RuleKind.Zone, Polygon = RuleScene.Box(0.4f, 0.2f, 0.6f, 0.9f) };

    private static Actor Through(int track, double from = 0) => Actor.Walking(track, from, from + 10, new(0.2f, 0.6f), new(0.8f, 0.6f));

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(25)]
    public void Enter_and_leave_are_dated_at_the_border_whatever_the_frame_rate(double framesPerSecond)
    {
        RuleScene scene = new RuleScene(Yard, Through(1)) { FramesPerSecond = framesPerSecond }.Run(12);
        Assert.Equal(["3.333 zone enter #1 inside 1", "6.667 zone leave #1 inside 0 stay 3.33 (Over)"], scene.Log);
        Assert.Equal(scene.Events[0].Subject, scene.Events[1].Subject);
        Assert.Equal(7, scene.Events[0].Subject.Version);
    }

    [Fact]
    public void Occupancy_counts_all_who_are_inside()
    {
        RuleScene scene = new RuleScene(Yard, Through(1), Through(2, 2)).Run(14);
        Assert.Equal([1, 2, 1, 0], scene.Events.Select(e => e.Inside!.Value));
        Assert.Equal(2, scene.Events.Select(e => e.Subject).Distinct().Count());
    }

    [Fact]
    public void A_brush_with_the_border_is_not_told()
    {
        // A tenth of a second inside.
        Actor brush = new(1, 0, 10, t => new Vector2(t is >= 5 and < 5.1 ? 0.41f : 0.39f, 0.6f));
        Assert.Empty(new RuleScene(Yard, brush) { FramesPerSecond = 20 }.Run(12).Events);
    }

    [Fact]
    public void A_longer_debounce_is_kept()
    {
        Actor short1 = new(1, 0, 10, t => new Vector2(t is >= 5 and < 7 ? 0.5f : 0.39f, 0.6f));
        Assert.Empty(new RuleScene(Yard with { Debounce = TimeSpan.FromSeconds(3) }, short1).Run(12).Events);
    }

    [Fact]
    public void Who_is_lost_inside_leaves_when_he_was_last_seen()
    {
        Actor lost = Actor.Standing(1, 0, 8, 0.5f, 0.6f) with { Hidden = [(6, 8)], End = TrackEndReason.Lost };
        Assert.Equal(["0 zone enter #1 inside 1", "5.9 zone leave #1 inside 0 stay 5.9 (Lost)"], new RuleScene(Yard, lost).Run(20).Log);
    }

    [Fact]
    public void An_id_switch_inside_is_one_stay()
    {
        Actor first = Actor.Standing(1, 0, 8, 0.5f, 0.6f) with { End = TrackEndReason.Lost }, second = Actor.Standing(2, 8.5, 12, 0.51f, 0.61f);
        Assert.Equal(2, new RuleScene(Yard, first, second).Run(20).Events.Count);
    }

    [Fact]
    public void Another_person_elsewhere_does_not_go_on_with_the_stay()
    {
        Actor first = Actor.Standing(1, 0, 8, 0.42f, 0.3f) with { End = TrackEndReason.Lost }, second = Actor.Standing(2, 8.5, 12, 0.58f, 0.85f);
        Assert.Equal(4, new RuleScene(Yard, first, second).Run(20).Events.Count);
    }

    [Fact]
    public void A_restart_in_the_middle_is_one_stay_with_one_subject()
    {
        Actor before = Actor.Standing(1, 0, 9, 0.5f, 0.6f), after = Actor.Standing(7, 20, 30, 0.5f, 0.6f);
        RuleScene scene = new RuleScene(Yard, before, after).Run(8).Restart(away: 12).Run(32);
        Assert.Equal(["0 zone enter #1 inside 1", "29.9 zone leave #7 inside 0 stay 29.9 (Left)"], scene.Log);
        Assert.Single(scene.Events.Select(e => e.Subject).Distinct());
    }

    [Fact]
    public void Who_is_gone_after_a_restart_has_left()
    {
        RuleScene scene = new RuleScene(Yard, Actor.Standing(1, 0, 9, 0.5f, 0.6f)).Run(8).Restart(away: 12).Run(40);
        Assert.Equal(["0 zone enter #1 inside 1", "7.9 zone leave #0 inside 0 stay 7.9 (Restart)"], scene.Log);
    }

    [Fact]
    public void The_order_in_which_objects_are_given_does_not_matter()
    {
        Actor[] crowd = [.. Enumerable.Range(1, 20).Select(i => Through(i, i * 0.37))];
        Assert.Equal(
            new RuleScene(Yard, crowd).Run(30).Log.Order(),
            new RuleScene(Yard, crowd) { Reversed = true }.Run(30).Log.Order());
    }
}
