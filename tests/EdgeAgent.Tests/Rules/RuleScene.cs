using System.Globalization;
using System.Numerics;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Memory;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Rules;

/// <summary>Drawn tracks, no video: gives an engine what a tracker would give, at any frame rate.</summary>
internal sealed class RuleScene(CameraRules rules, params Actor[] actors)
{
    internal const int Width = 1280;
    internal const int Height = 720;

    private readonly HashSet<int> _ended = [];
    private long _frame;

    internal RuleScene(RuleSettings rule, params Actor[] actors)
        : this(new CameraRules([rule]), actors)
    {
    }

    internal double FramesPerSecond { get; init; } = 10;

    /// <summary>Wall time of second 0: a Monday, 12:00 UTC.</summary>
    internal DateTimeOffset Zero { get; set; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The order in which objects are given.</summary>
    internal bool Reversed { get; init; }

    internal RuleEngine Engine { get; private set; } = new("cam1", RuleSet.Build(rules, Actor.Labels, "cameras[0]"));

    internal List<RuleEvent> Events { get; } = [];

    internal double Now { get; private set; }

    /// <summary>One line an event: second, type, phase, what matters.</summary>
    internal IReadOnlyList<string> Log => [.. Events.Select(Line)];

    internal static MediaTime TimeOf(double seconds) => new((long)Math.Round(seconds * 1e9));

    internal RuleScene Run(double until)
    {
        for (double t = Now; t < until - 1e-9; t = Math.Round(t + (1 / FramesPerSecond), 6)) Show(t);
        Now = until;
        return this;
    }

    /// <summary>Shows one moment.</summary>
    internal void Show(double t)
    {
        ObservedObject[] objects = [.. actors.Where(a => t >= a.From - 1e-9 && t < a.To - 1e-9).Select(a => a.At(t))];
        if (Reversed) Array.Reverse(objects);
        EndedObject[] ended = [.. actors.Where(a => t >= a.To - 1e-9 && _ended.Add(a.Track)).Select(a => new EndedObject(a.Track, a.End))];
        Events.AddRange(Engine.Advance(new RuleInput(StampOf(t), objects, ended)));
    }

    internal RuleScene Finish()
    {
        Events.AddRange(Engine.Finish(new RuleInput(StampOf(Now), [], [])));
        return this;
    }

    /// <summary>Another process goes on, with what this one has saved.</summary>
    /// <param name="away">Seconds without a frame.</param>
    internal RuleScene Restart(double away)
    {
        using MemoryStream file = new();
        Engine.Save(Zero.AddSeconds(Now - (1 / FramesPerSecond)))!.Save(file);
        file.Position = 0;
        RuleMemory memory = RuleMemory.Load(file, out string? refusal) ?? throw new InvalidOperationException(refusal);
        Engine = new RuleEngine("cam1", RuleSet.Build(rules, Actor.Labels, "cameras[0]"));
        Engine.Restore(memory);
        Now += away;
        return this;
    }

    internal double SecondOf(RuleEvent told) => Math.Round((told.Wall - Zero).TotalSeconds, 3);

    private FrameStamp StampOf(double t) => new(_frame++, TimeOf(t), Zero.AddTicks((long)Math.Round(t * 1e7)), Width, Height);

    private string Line(RuleEvent told) => string.Join(' ', new[]
    {
        SecondOf(told).ToString("0.###", CultureInfo.InvariantCulture),
        RuleKinds.Of(told.Rule.Kind).Type,
        told.Phase == RulePhase.Once ? null : told.Phase.ToString().ToLowerInvariant(),
        told.State,
        told.Object is { } o ? $"#{o.Track}" : null,
        told.Level is { } level ? $"level {level}" : null,
        told.Inside is { } inside ? $"inside {inside}" : null,
        told.Measure is { } m ? string.Create(CultureInfo.InvariantCulture, $"{m.Name} {m.Value:0.##}") : null,
        told.Reason is { } reason ? $"({reason})" : null,
        told.Counts is { } c ? string.Create(CultureInfo.InvariantCulture, $"in {c.All.In} out {c.All.Out}") : null,
    }.Where(p => !string.IsNullOrEmpty(p)));

    internal static IReadOnlyList<Vector2> Box(float left, float top, float right, float bottom) =>
        [new(left, top), new(right, top), new(right, bottom), new(left, bottom)];
}
