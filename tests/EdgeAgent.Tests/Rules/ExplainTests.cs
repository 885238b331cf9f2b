using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Explain;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class ExplainTests
{
    private static readonly RuleSettings Yard = new()
    {
        Name = "Yard",
        Kind = RuleKind.Zone,
        Polygon = RuleScene.Box(0.4f, 0.2f, 0.6f, 0.9f),
        Size = new SizeFilter(HeightMin: 0.1f),
        Classes = ["person"],
    };

    [Fact]
    public void Why_a_rule_fired_or_did_not_is_kept_in_order()
    {
        Actor walker = Actor.Walking(1, 0, 10, new(0.2f, 0.6f), new(0.8f, 0.6f)) with { Hidden = [(8, 9)] };
        Actor car = Actor.Standing(2, 0, 10, 0.5f, 0.6f) with { ClassId = Actor.Car }, child = Actor.Standing(3, 0, 10, 0.5f, 0.6f) with { Height = 0.05f };
        Actor ghost = Actor.Standing(4, 0, 10, 0.5f, 0.6f) with { RealFrom = 99 };
        ExplainedRule rule = Explained(Yard, 12, walker, car, child, ghost);
        string Of(int track) => string.Join(' ', rule.Thoughts.Where(t => t.Track == track).Select(t => t.Verdict));
        Assert.Equal("NoMotion OutsideRegion Debounced Fired Lasts Debounced OutsideRegion Missed OutsideRegion", Of(1));
        Assert.Equal("WrongClass", Of(2));
        Assert.Equal("TooSmall", Of(3));
        Assert.StartsWith("BelowScore", Of(4), StringComparison.Ordinal);
        Assert.Equal("too small (0.05 of 0.1)", rule.Thoughts.First(t => t.Track == 3).Sentence);
    }

    [Fact]
    public void Outside_of_its_schedule_a_rule_says_so_for_the_scene()
    {
        ScheduleSettings never = new([new ScheduleWindow(ScheduleDays.Sunday, new TimeOnly(1, 0), new TimeOnly(2, 0))], "UTC", []);
        ExplainedThought thought = Assert.Single(Explained(Yard with { Schedule = never }, 12, Actor.Standing(1, 0, 10, 0.5f, 0.6f)).Thoughts);
        Assert.Equal((RuleVerdict.OutsideSchedule, 0, 11.9), (thought.Verdict, thought.Track, Math.Round((thought.To - thought.From).TotalSeconds, 3)));
    }

    [Fact]
    public void The_ring_keeps_the_newest_and_a_file_keeps_the_ring()
    {
        // In and out all the time: more thoughts than there is room for.
        Actor restless = new(1, 0, 400, t => new System.Numerics.Vector2((int)Math.Round(t) % 2 == 0 ? 0.5f : 0.3f, 0.6f));
        RuleScene scene = new RuleScene(Yard, restless).Run(400);
        ExplainFile file = ExplainFile.Of("cam1", scene.Engine, scene.Zero);
        Assert.Equal(ExplainRing.Kept, file.Rules[0].Thoughts.Count);
        Assert.Equal(399.9, (file.Rules[0].Thoughts[^1].To - scene.Zero).TotalSeconds, 3);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.json");
        try
        {
            using (FileStream stream = File.Create(path)) file.Save(stream);
            Assert.Equal(file.Rules[0].Thoughts, ExplainFile.Load(path)!.Rules[0].Thoughts);
            File.WriteAllText(path, "{");
            Assert.Throws<InvalidDataException>(() => ExplainFile.Load(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ExplainedRule Explained(RuleSettings rule, double seconds, params Actor[] actors)
    {
        RuleScene scene = new RuleScene(rule, actors).Run(seconds);
        return ExplainFile.Of("cam1", scene.Engine, scene.Zero).Rules[0];
    }
}
