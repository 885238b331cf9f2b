using System.Numerics;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>Makes the rules that look for what a person saw in a clip. Nothing but the truth file and the kind of view goes into them.</summary>
internal static class ClipCases
{
    /// <summary>What the things are that are taken.</summary>
    internal const string ThingLabel = "bottle";

    private const int CrossingFrames = 5;
    private const int StayFrames = 10;
    // States of things are noted on coarse frames: what changes did so in the 60 frames before.
    private const int ThingFrames = 60;

    /// <summary>Crossings of a level line; right is down, walking along it from left to right.</summary>
    internal static ClipCase? Crossings(ClipTruth truth)
    {
        if (truth is not { Line: { } line, Crossings: { } crossings, Size: [int width, int height] }) return null;
        RuleSettings rule = new()
        {
            Name = "line",
            Kind = RuleKind.Line,
            Line = [new((float)(line.X[0] / width), (float)(line.Y / height)), new((float)(line.X[1] / width), (float)(line.Y / height))],
            Classes = ["vehicle"],
            Reference = truth.IsFromAbove ? ReferencePoint.Center : ReferencePoint.BottomCenter,
        };
        return new ClipCase("crossings", [rule], [.. crossings.Select(c => new ExpectedEvent(c.Direction, c.Frames[0], c.Frames[1], CrossingFrames))],
            fact => fact.Type != "line" ? null : fact.Data.Situation!.State == "right" ? "down" : "up");
    }

    /// <summary>Persons who come into view and go out of it: the whole picture is the zone.</summary>
    internal static ClipCase? Stays(ClipTruth truth)
    {
        if (truth.Persons is not { } persons) return null;
        RuleSettings rule = new() { Name = "view", Kind = RuleKind.Zone, Polygon = [new(0, 0), new(1, 0), new(1, 1), new(0, 1)], Classes = ["person"], Reference = ReferencePoint.Center };
        IEnumerable<ExpectedEvent> expected = persons.SelectMany(p =>
            new[] { new ExpectedEvent("enter", p.Enter, p.Enter, StayFrames), new ExpectedEvent("leave", p.Leave, p.Leave, StayFrames) });
        return new ClipCase("entries and exits", [rule], [.. expected], fact => fact.Type == "zone" ? fact.Data.Situation!.Phase : null);
    }

    /// <summary>Things that are taken and put back.</summary>
    /// <param name="truth">What stood there when.</param>
    /// <param name="places">Where they stand, from left to right: found by the detector in the first frame.</param>
    internal static ClipCase? Things(ClipTruth truth, IReadOnlyList<BoundingBox> places)
    {
        if (truth.Things is not { } states) return null;
        (int Frame, string Letters)[] steps = [.. states.Select(s => (s[0].GetInt32(), s[1].GetString() ?? ""))];
        string all = steps[0].Letters;
        List<ExpectedEvent> expected = [];
        for (int i = 1; i < steps.Length; i++)
        {
            foreach (char thing in all)
            {
                bool before = steps[i - 1].Letters.Contains(thing), after = steps[i].Letters.Contains(thing);
                if (before != after) expected.Add(new ExpectedEvent($"{thing} {(before ? "taken" : "returned")}", steps[i].Frame - ThingFrames, steps[i].Frame, 15));
            }
        }
        RuleSettings[] rules = [.. places.Take(all.Length).Select((p, i) => new RuleSettings
        {
            Name = all[i].ToString(),
            Kind = RuleKind.Removed,
            Polygon = [new(p.X, p.Y), new(p.Right, p.Y), new Vector2(p.Right, p.Bottom), new(p.X, p.Bottom)],
            Classes = [ThingLabel],
            After = TimeSpan.FromSeconds(0.5),
        })];
        return new ClipCase("taken and returned", rules, expected, Read);

        static string? Read(Fact fact) => fact switch
        {
            { Type: "removed", Data.Situation: { Phase: "started" } } => $"{fact.Data.Rule!.Name} taken",
            { Type: "removed", Data.Situation: { Phase: "ended", EndReason: "reclaimed" } } => $"{fact.Data.Rule!.Name} returned",
            _ => null,
        };
    }
}
