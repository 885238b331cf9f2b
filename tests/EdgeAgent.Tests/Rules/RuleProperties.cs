using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class RuleProperties
{
    private const int Seconds = 12;

    private static readonly RuleSettings Gate = new() { Name = "Gate", Kind = RuleKind.Line, Line = [new(0.5f, 0.25f), new(0.45f, 0.75f)] };
    private static readonly RuleSettings Yard = new() { Name = "Yard", Kind = RuleKind.Zone, Polygon = [new(0.3f, 0.3f), new(0.8f, 0.4f), new(0.5f, 0.5f), new(0.6f, 0.9f), new(0.2f, 0.7f)] };
    private static readonly RuleSettings Door = Yard with { Name = "Door", Kind = RuleKind.Loitering, After = TimeSpan.FromSeconds(3), Grace = TimeSpan.FromSeconds(1) };

    // Ways of straight pieces, a corner a second; away from the exact borders, where a float decides.
    private static readonly Arbitrary<Vector2[]> Ways = Gen.Choose(13, 987).Two()
        .Select(p => new Vector2(p.Item1 / 1000f, p.Item2 / 1000f)).ArrayOf(Seconds + 1).ToArbitrary();

    [Fact]
    public void A_way_that_never_touches_the_line_never_crosses_it() => Check(way =>
    {
        // All of it on the left of the line, or beyond its ends.
        Vector2[] left = [.. way.Select(p => new Vector2(0.44f * p.X, p.Y))], above = [.. way.Select(p => new Vector2(p.X, 0.24f * p.Y))];
        return Run(Gate, left, 10).Count == 0 && Run(Gate, above, 10).Count == 0;
    });

    [Fact]
    public void Crossings_of_one_way_alternate_in_direction() => Check(way =>
    {
        // A line from border to border, so that no way leads round it.
        RuleSettings whole = Gate with { Line = [new(0.5f, 0), new(0.45f, 1)] };
        string[] sides = [.. Run(whole, way, 10).Select(l => l.Split(' ')[2])];
        return !sides.Zip(sides.Skip(1)).Any(p => p.First == p.Second);
    });

    [Fact]
    public void A_mirrored_scene_gives_mirrored_events() => Check(way =>
    {
        Vector2[] mirrored = [.. way.Select(p => p with { X = 1 - p.X })];
        RuleSettings gate = Gate with { Line = [.. Gate.Line!.Select(p => p with { X = 1 - p.X })] }, yard = Yard with { Polygon = [.. Yard.Polygon!.Select(p => p with { X = 1 - p.X })] };
        IEnumerable<string> turned = Run(gate, mirrored, 10).Select(l => l.Replace("left", "*", StringComparison.Ordinal).Replace("right", "left", StringComparison.Ordinal).Replace("*", "right", StringComparison.Ordinal));
        return Run(Gate, way, 10).SequenceEqual(turned) && Run(Yard, way, 10).SequenceEqual(Run(yard, mirrored, 10));
    });

    [Fact]
    public void Cutting_each_step_in_two_changes_nothing() => Check(way =>
        Same(Times(Gate, way, 1), Times(Gate, way, 2)) && Same(Times(Yard, way, 4), Times(Yard, way, 8)) && Same(Times(Door, way, 4), Times(Door, way, 8)));

    [Fact]
    public void Who_enters_leaves_and_the_number_inside_is_never_wrong() => Check(way =>
    {
        RuleScene scene = new RuleScene(Yard, Drawn(way), Drawn([.. way.Reverse()]) with { Track = 2 }).Run(Seconds + 5);
        int inside = 0;
        foreach (RuleEvent told in scene.Events)
        {
            inside += told.Phase == RulePhase.Enter ? 1 : -1;
            if (inside != told.Inside) return false;
        }
        return inside == 0;
    });

    private static Actor Drawn(Vector2[] way) => new(1, 0, Seconds, t =>
    {
        int piece = Math.Min((int)Math.Floor(t + 1e-9), way.Length - 2);
        return Vector2.Lerp(way[piece], way[piece + 1], (float)(t - piece));
    })
    { Width = 0.02f, Height = 0.05f };

    private static IReadOnlyList<string> Run(RuleSettings rule, Vector2[] way, double framesPerSecond) =>
        [.. Told(rule, way, framesPerSecond).Select(e => $"{e.Second:0.0} {e.What}")];

    // Near the end of the way it depends on the last frame what can still be believed.
    private static List<(double Second, string What)> Times(RuleSettings rule, Vector2[] way, double framesPerSecond) =>
        [.. Told(rule, way, framesPerSecond).Where(e => e.Second < Seconds - 1.5)];

    private static IEnumerable<(double Second, string What)> Told(RuleSettings rule, Vector2[] way, double framesPerSecond)
    {
        RuleScene scene = new RuleScene(rule, Drawn(way)) { FramesPerSecond = framesPerSecond }.Run(Seconds + 5);
        return scene.Events.Where(e => e.Reason is null or Agent.Rules.Objects.GoneReason.Over).Select(e => (scene.SecondOf(e), $"{e.Phase} {e.State}"));
    }

    // Floats of other steps differ in the last digits.
    private static bool Same(List<(double Second, string What)> a, List<(double Second, string What)> b) =>
        a.Count == b.Count && a.Zip(b).All(p => p.First.What == p.Second.What && Math.Abs(p.First.Second - p.Second.Second) < 0.01);

    private static void Check(Func<Vector2[], bool> holds) =>
        FsCheck.Fluent.Prop.ForAll(Ways, holds).QuickCheckThrowOnFailure();
}
