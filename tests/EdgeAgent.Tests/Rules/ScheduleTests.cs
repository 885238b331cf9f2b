using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Schedule;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class ScheduleTests
{
    private static ScheduleSettings Of(string zone, params ScheduleWindow[] windows) => new(windows, zone, [new DateOnly(2026, 12, 25)]);

    private static ScheduleWindow Window(ScheduleDays days, int from, int to) => new(days, new TimeOnly(from, 0), new TimeOnly(to % 24, 0));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-11-23T07:59:59", false)] // a Monday, 08:59:59 in Berlin
    [InlineData("2026-11-23T08:00:00", true)]
    [InlineData("2026-11-23T16:59:59", true)]
    [InlineData("2026-11-23T17:00:00", false)]
    [InlineData("2026-11-28T12:00:00", false)] // a Saturday
    [InlineData("2026-12-25T12:00:00", false)] // a Friday and a holiday
    [InlineData("2026-12-25T19:30:00", true)]
    public void Windows_of_the_week_are_local_and_holidays_have_their_own(string utc, bool open)
    {
        WeekSchedule schedule = new(Of("Europe/Berlin", Window(ScheduleDays.Weekdays, 9, 18), Window(ScheduleDays.Holiday, 20, 21)));
        Assert.Equal(open, schedule.IsOpen(Utc(utc)));
    }

    [Theory]
    [InlineData("2026-11-28T21:30:00", false)]
    [InlineData("2026-11-28T22:30:00", true)] // Saturday night
    [InlineData("2026-11-29T04:59:00", true)]
    [InlineData("2026-11-29T05:00:00", false)]
    [InlineData("2026-11-30T03:00:00", false)] // Sunday's night is not in it
    public void A_window_over_midnight_belongs_to_the_day_on_which_it_begins(string utc, bool open) =>
        Assert.Equal(open, new WeekSchedule(Of("UTC", Window(ScheduleDays.Saturday, 22, 5))).IsOpen(Utc(utc)));

    [Theory]
    [InlineData("2026-03-29T00:30:00", true)] // 01:30 in Berlin, an hour before 02:00 becomes 03:00
    [InlineData("2026-03-29T01:00:00", false)] // 03:00 summer time
    [InlineData("2026-10-25T00:30:00", true)] // 02:30 summer time
    [InlineData("2026-10-25T01:30:00", true)] // 02:30 once more
    [InlineData("2026-10-25T02:00:00", false)]
    public void The_hour_that_is_left_out_in_spring_is_not_there_and_the_one_that_comes_twice_is_open_twice(string utc, bool open) =>
        Assert.Equal(open, new WeekSchedule(Of("Europe/Berlin", Window(ScheduleDays.Everyday, 1, 3))).IsOpen(Utc(utc)));

    [Fact]
    public void Windows_that_overlap_are_named_also_over_midnight()
    {
        Assert.Null(WeekSchedule.Overlap([Window(ScheduleDays.Weekdays, 8, 12), Window(ScheduleDays.Weekdays, 12, 18), Window(ScheduleDays.Weekend, 8, 12)]));
        Assert.Equal((0, 1), WeekSchedule.Overlap([Window(ScheduleDays.Weekdays, 8, 12), Window(ScheduleDays.Friday, 11, 14)]));
        Assert.Equal((0, 1), WeekSchedule.Overlap([Window(ScheduleDays.Sunday, 22, 6), Window(ScheduleDays.Monday, 5, 7)]));
    }

    [Fact]
    public void A_situation_ends_when_the_schedule_closes_and_begins_when_it_opens()
    {
        RuleSettings yard = new()
        {
            Name = "Yard",
            Kind = RuleKind.Zone,
            Polygon = RuleScene.Box(0, 0, 1, 1),
            Schedule = Of("UTC", new ScheduleWindow(ScheduleDays.Everyday, new TimeOnly(12, 1), new TimeOnly(12, 2))),
        };
        RuleScene scene = new RuleScene(yard, Actor.Standing(1, 0, 200, 0.5f, 0.6f)).Run(200);
        Assert.Equal(["60 zone enter #1 inside 1", "120 zone leave #1 inside 0 stay 60 (Schedule)"], scene.Log);
    }

    [Fact]
    public void A_step_of_the_clock_moves_the_schedule_and_not_what_is_measured_in_durations()
    {
        RuleSettings door = new() { Name = "Door", Kind = RuleKind.Loitering, After = TimeSpan.FromSeconds(20) };
        RuleScene scene = new RuleScene(door, Actor.Standing(1, 0, 60, 0.5f, 0.6f)).Run(10);
        scene.Zero = scene.Zero.AddHours(1);
        RuleEvent started = Assert.Single(scene.Run(30).Events);
        Assert.Equal((20, 20), (scene.SecondOf(started), (started.Wall - started.Since!.Value).TotalSeconds));

        RuleSettings hour = door with { Schedule = Of("UTC", Window(ScheduleDays.Everyday, 12, 13)) };
        scene = new RuleScene(hour, Actor.Standing(1, 0, 60, 0.5f, 0.6f)).Run(10);
        scene.Zero = scene.Zero.AddHours(1);
        Assert.Empty(scene.Run(50).Events);
    }
}
