using System.Numerics;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class RuleValidatorTests
{
    private static readonly RuleSettings Zone = new() { Name = "Zone", Kind = RuleKind.Zone, Polygon = RuleScene.Box(0.1f, 0.1f, 0.9f, 0.9f) };
    private static readonly RuleSettings Line = new() { Name = "Line", Kind = RuleKind.Line, Line = [new(0.1f, 0.5f), new(0.9f, 0.5f)] };

    private static IReadOnlyList<string> Faults(params RuleSettings[] rules) => FaultsOf(new CameraRules(rules));

    private static IReadOnlyList<string> FaultsOf(CameraRules rules) =>
        [.. new RuleValidator(Actor.Labels).Check(rules, "cameras[2]").Select(f => $"{f.Path}: {f.Reason}")];

    [Fact]
    public void Good_rules_have_no_faults() => Assert.Empty(Faults(Zone, Line));

    [Fact]
    public void A_polygon_that_crosses_itself_or_encloses_nothing_is_refused()
    {
        Assert.Equal(
            ["cameras[2].rules[0].polygon: it crosses itself: the side from point 1 meets the side from point 3"],
            Faults(Zone with { Polygon = [new(0.1f, 0.1f), new(0.9f, 0.1f), new(0.1f, 0.9f), new(0.9f, 0.9f)] }));
        Assert.Contains("encloses nothing", Assert.Single(Faults(Zone with { Polygon = [new(0.1f, 0.1f), new(0.5f, 0.5f), new(0.9f, 0.9f)] })), StringComparison.Ordinal);
        Assert.Contains("points 0 and 1 are the same", Assert.Single(Faults(Zone with { Polygon = [new(0.1f, 0.1f), new(0.1f, 0.1f), new(0.9f, 0.9f), new(0, 1)] })), StringComparison.Ordinal);
        Assert.Contains("2 points", Assert.Single(Faults(Zone with { Polygon = [new(0.1f, 0.1f), new(0.5f, 0.5f)] })), StringComparison.Ordinal);
        Assert.Contains("1.5", Assert.Single(Faults(Zone with { Polygon = [new(0.1f, 0.1f), new(1.5f, 0.1f), new(0.9f, 0.9f)] })), StringComparison.Ordinal);
        Assert.Contains("NaN", Assert.Single(Faults(Zone with { Polygon = [new(0.1f, 0.1f), new(float.NaN, 0.1f), new(0.9f, 0.9f)] })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_length_is_refused() =>
        Assert.Equal(
            ["cameras[2].rules[0].line: its points are the same: it has no length"], Faults(Line with { Line = [new(0.5f, 0.5f), new(0.5f, 0.5f)] }));

    [Fact]
    public void An_unknown_class_is_refused_with_the_nearest_one_and_the_line() =>
        Assert.Equal(
            ["cameras[2].rules[0].classes[1]: the model knows no class 'bicicle'; did you mean 'bicycle'? (the rule begins in line 12)"],
            Faults(Zone with { Classes = ["car", "bicicle"], SettingsLine = 12 }));

    [Fact]
    public void Schedules_that_overlap_and_time_zones_that_are_none_are_refused()
    {
        ScheduleWindow day = new(ScheduleDays.Weekdays, new TimeOnly(8, 0), new TimeOnly(18, 0)), noon = day with { From = new TimeOnly(12, 0), To = new TimeOnly(13, 0) };
        Assert.Equal(
            ["cameras[2].rules[0].schedule.windows[1]: it overlaps windows[0]: one of them is not what was meant"],
            Faults(Zone with { Schedule = new ScheduleSettings([day, noon], "UTC", []) }));
        Assert.Contains("there is no time zone 'Europe/Berln'", Assert.Single(Faults(Zone with { Schedule = new ScheduleSettings([day], "Europe/Berln", []) })), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_kind_does_not_use_and_what_it_lacks_are_refused_all_at_once() => Assert.Equal(
        [
            "cameras[2].rules[0].limitKmh: a rule of kind zone does not use it: leave it out",
            "cameras[2].rules[1].after: a rule of kind loitering needs it",
            "cameras[2].rules[2].levels: a crowd needs levels, or a gathering",
            "cameras[2].rules[3].levels: [5, 3] does not rise: use numbers of 1 to 1000, each larger than the one before",
            "cameras[2].rules[1].name: another rule of the camera is called 'zone' too: give each its own name",
        ],
        Faults(
            Zone with { LimitKmh = 30 }, new RuleSettings { Name = "zone!", Kind = RuleKind.Loitering },
            new RuleSettings { Name = "c", Kind = RuleKind.Crowd }, new RuleSettings { Name = "d", Kind = RuleKind.Crowd, Levels = [5, 3] }));

    [Fact]
    public void Speed_without_a_ground_and_a_ground_that_cannot_be_are_refused()
    {
        RuleSettings speed = new() { Name = "Speed", Kind = RuleKind.Speed, LimitKmh = 30 };
        Assert.Contains("needs the camera's ground", Assert.Single(Faults(speed)), StringComparison.Ordinal);
        GroundSettings good = new(
            [new(0.3f, 0.4f), new(0.7f, 0.4f), new(0.9f, 0.9f), new(0.1f, 0.9f)],
            [new(0, 1, 6), new(1, 2, 20), new(2, 3, 6), new(3, 0, 20), new(0, 2, 20.88)], []);
        Assert.Empty(FaultsOf(new CameraRules([speed], good)));
        Assert.Contains("give five or six", Assert.Single(FaultsOf(new CameraRules([speed], good with { Distances = [.. good.Distances.Take(4)] }))), StringComparison.Ordinal);
        Assert.Contains("measure again", Assert.Single(FaultsOf(new CameraRules([speed], good with { Distances = [.. good.Distances.Take(4), new(0, 2, 100)] }))), StringComparison.Ordinal);
        Assert.Contains("contradict", Assert.Single(FaultsOf(new CameraRules([speed], good with { Checks = [new(new(0.3f, 0.4f), new(0.7f, 0.4f), 10)] }))), StringComparison.Ordinal);
        Assert.Contains("four points", Assert.Single(FaultsOf(new CameraRules([speed], good with { Points = [new(0, 0), new(1, 1), new(1, 0), new(0, 1)] }))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_rule_has_another_hash_and_the_same_one_the_same()
    {
        string hash = RuleText.HashOf(Zone, null);
        Assert.Equal(hash, RuleText.HashOf(Zone with { Polygon = RuleScene.Box(0.1f, 0.1f, 0.9f, 0.9f) }, null));
        Assert.NotEqual(hash, RuleText.HashOf(Zone with { Debounce = TimeSpan.FromSeconds(1) }, null));
        Assert.NotEqual(hash, RuleText.HashOf(Zone with { Polygon = [.. Zone.Polygon!.Skip(1), new Vector2(0.2f, 0.9f)] }, null));
    }
}
