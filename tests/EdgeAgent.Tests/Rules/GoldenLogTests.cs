using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Replay;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Tracking;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Agent.Tests.Rules;

/// <summary>Whole logs of drawn scenes as they go over the wire: a change of a byte is a change of the contract or of a rule.</summary>
public sealed class GoldenLogTests
{
    private static readonly DeviceIdentity Device = new("acme", "harbour", "edge-01");

    private static readonly CameraRules Rules = new(
    [
        new RuleSettings { Name = "Main gate", Kind = RuleKind.Line, Line = [new(0.5f, 0.1f), new(0.5f, 0.9f)], Every = TimeSpan.FromSeconds(30), Severity = Severity.Alarm },
        new RuleSettings { Name = "Yard", Kind = RuleKind.Zone, Polygon = RuleScene.Box(0.4f, 0.2f, 0.7f, 0.95f), RateLimit = new RateLimit(3, TimeSpan.FromSeconds(60)) },
        new RuleSettings { Name = "Door", Kind = RuleKind.Loitering, Polygon = RuleScene.Box(0.4f, 0.2f, 0.7f, 0.95f), After = TimeSpan.FromSeconds(8) },
        new RuleSettings { Name = "Square", Kind = RuleKind.Crowd, Levels = [2, 3], Debounce = TimeSpan.FromSeconds(1) },
        new RuleSettings { Name = "Lane", Kind = RuleKind.WrongWay, Direction = 90, Classes = ["vehicle"] },
        new RuleSettings { Name = "Visitors", Kind = RuleKind.Count, Every = TimeSpan.FromSeconds(30) },
        new RuleSettings { Name = "Bags", Kind = RuleKind.Abandoned, After = TimeSpan.FromSeconds(10) },
    ]);

    private static Actor[] Actors() =>
    [
        Actor.Walking(1, 0, 12, new(0.1f, 0.6f), new(0.9f, 0.6f)),
        Actor.Standing(2, 3, 30, 0.55f, 0.8f) with { Hidden = [(10, 11)], End = TrackEndReason.Lost },
        Actor.Walking(3, 5, 15, new(0.9f, 0.4f), new(0.1f, 0.4f)) with { ClassId = Actor.Car, Width = 0.1f, Height = 0.1f },
        Actor.Standing(4, 20, 50, 0.2f, 0.8f) with { ClassId = Actor.Backpack, Width = 0.03f, Height = 0.06f },
        Actor.Walking(5, 40, 44, new(0.1f, 0.6f), new(0.9f, 0.6f)),
    ];

    [Fact]
    public void A_street_of_a_minute_gives_its_log_to_the_byte()
    {
        string golden = Path.Combine(AppContext.BaseDirectory, "Rules", "golden", "street.jsonl"), actual = Log(10);
        string written = Path.Combine(Path.GetTempPath(), "street.actual.jsonl");
        if (!File.Exists(golden) || File.ReadAllText(golden) != actual) File.WriteAllText(written, actual);
        Assert.True(File.Exists(golden), $"the golden log is missing; what came is in {written}");
        Assert.Equal(File.ReadAllText(golden), actual);
    }

    [Fact]
    public void The_log_is_the_same_each_time_and_whatever_else_runs()
    {
        string[] logs = new string[8];
        Parallel.For(0, logs.Length, i => logs[i] = Log(10));
        Assert.Single(logs.Distinct());
        Assert.All(logs[0].TrimEnd('\n').Split('\n'), line => Assert.True(EventText.TryReadEvent(System.Text.Encoding.UTF8.GetBytes(line), out _, out _)));
    }

    private static string Log(double framesPerSecond)
    {
        RuleScene scene = new RuleScene(Rules, Actors()) { FramesPerSecond = framesPerSecond }.Run(60).Finish();
        EventLog log = new(Device, scene.Zero);
        RuleReporter reporter = new("cam1", Card, new EventPrivacy("blurred", "off"), log.Add);
        foreach (RuleEvent told in scene.Events)
            reporter.Report(told, new FrameStamp(7, told.At, told.Wall, RuleScene.Width, RuleScene.Height), []);
        return log.Text;
    }

    private static ModelCard Card { get; } = new()
    {
        Name = "card",
        Version = "3",
        File = "card.onnx",
        Sha256 = "ab12",
        Source = "here",
        Licence = "Apache-2.0",
        Task = "object-detection",
        Decoder = "centernet",
        Input = new ModelInput { Name = "image", Layout = "nhwc", Width = 256, Height = 256, Channels = "rgb" },
        Outputs = [],
        Labels = Actor.Labels,
        ScoreThreshold = 0.25f,
    };
}
