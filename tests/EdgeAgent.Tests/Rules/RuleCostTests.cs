using System.Numerics;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;
using Xunit.Abstractions;

namespace SafeCity.Edge.Agent.Tests.Rules;

[Collection(nameof(RuleCostTests))]
public sealed class RuleCostTests(ITestOutputHelper output)
{
    private const int Tracks = 200;
    private const int Frames = 200;

    // 50 rules of ten kinds that never fire, so that what is measured is the frame and not its events.
    private static CameraRules Rules { get; } = new([.. Enumerable.Range(0, 50).Select(i => (i % 10) switch
    {
        0 => Named(i, RuleKind.Line) with { Line = [new(0.02f * i / 50, 0.05f), new(0.02f, 0.02f)] },
        1 => Named(i, RuleKind.Zone) with { Polygon = RuleScene.Box(0.96f, 0.9f, 0.99f, 0.99f) },
        2 => Named(i, RuleKind.Loitering) with { Polygon = Star, After = TimeSpan.FromHours(1) },
        3 => Named(i, RuleKind.Crowd) with { Polygon = Star, Levels = [500] },
        4 => Named(i, RuleKind.WrongWay) with { Polygon = RuleScene.Box(0.96f, 0.9f, 0.99f, 0.99f), Direction = 90 },
        5 => Named(i, RuleKind.Running) with { LimitKmh = 200 },
        6 => Named(i, RuleKind.Parking) with { After = TimeSpan.FromHours(1), Classes = ["person"] },
        7 => Named(i, RuleKind.Tailgating) with { Line = [new(0.02f, 0.05f), new(0.04f, 0.02f)], Within = TimeSpan.FromSeconds(1) },
        8 => Named(i, RuleKind.Abandoned) with { After = TimeSpan.FromHours(1) },
        _ => Named(i, RuleKind.Count) with { Polygon = Star, Every = TimeSpan.FromDays(1) },
    })]);

    private static readonly Vector2[] Corners =
        [.. Enumerable.Range(0, 16).Select(i => new Vector2(0.5f + ((i % 2 == 0 ? 0.45f : 0.3f) * MathF.Cos(i * MathF.PI / 8)), 0.5f + ((i % 2 == 0 ? 0.45f : 0.3f) * MathF.Sin(i * MathF.PI / 8))))];

    private static Vector2[] Star => Corners;

    [Fact]
    public void Fifty_rules_and_two_hundred_tracks_cost_at_most_a_millisecond_and_nothing_on_the_heap()
    {
        RuleEngine engine = new("cam1", RuleSet.Build(Rules, Actor.Labels, "cameras[0]"));
        ObservedObject[] objects = new ObservedObject[Tracks];
        double best = double.MaxValue;
        long allocated = 0, frame = 0;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan started = Environment.CpuUsage.TotalTime;
            for (int i = 0; i < Frames; i++) Advance(engine, objects, frame++);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - started).TotalMilliseconds / Frames);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        output.WriteLine($"{best:0.000} ms of processor a frame, {allocated} bytes in the last {Frames} frames");
        Assert.Equal(0, allocated);
        Assert.InRange(best, 0, 1);
    }

    public static TheoryData<string> Kinds => [.. Rules.Rules.Take(10).Select(r => r.Kind.ToString())];

    [Theory, MemberData(nameof(Kinds))]
    public void A_frame_costs_nothing_on_the_heap(string kind)
    {
        CameraRules one = new([.. Rules.Rules.Where(r => r.Kind.ToString() == kind).Take(1)]);
        RuleEngine engine = new("cam1", RuleSet.Build(one, Actor.Labels, "cameras[0]"));
        ObservedObject[] objects = new ObservedObject[Tracks];
        long before = 0;
        for (long frame = 0; frame < 300; frame++)
        {
            if (frame == 200) before = GC.GetAllocatedBytesForCurrentThread();
            Advance(engine, objects, frame);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Advance(RuleEngine engine, ObservedObject[] objects, long frame)
    {
        for (int i = 0; i < objects.Length; i++)
        {
            double t = (frame * 0.01) + i;
            objects[i] = new ObservedObject
            {
                Track = i + 1,
                Identity = new Guid(i + 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                ClassId = Actor.Person,
                Box = new BoundingBox((float)(0.45 + (0.35 * Math.Sin(t))), (float)(0.45 + (0.3 * Math.Cos(t * 1.3))), 0.03f, 0.1f),
                Sight = ObjectSight.Seen,
            };
        }
        FrameStamp stamp = new(frame, RuleScene.TimeOf(frame * 0.1), DateTimeOffset.UnixEpoch.AddSeconds(frame * 0.1), 1280, 720);
        if (engine.Advance(new RuleInput(stamp, objects, [])).Count > 0) throw new InvalidOperationException("an event would be measured too");
    }

    private static RuleSettings Named(int i, RuleKind kind) => new() { Name = $"rule {i}", Kind = kind };
}
