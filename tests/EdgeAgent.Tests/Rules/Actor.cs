using System.Numerics;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Tests.Rules;

/// <summary>A drawn track: where its foot point is at any time, in parts of the frame.</summary>
internal sealed record Actor(int Track, double From, double To, Func<double, Vector2> Foot)
{
    internal const int Person = 0;
    internal const int Bicycle = 1;
    internal const int Car = 2;
    internal const int Backpack = 3;

    internal static readonly string[] Labels = ["person", "bicycle", "car", "backpack", "truck"];

    internal int ClassId { get; init; } = Person;

    internal float Width { get; init; } = 0.05f;

    internal float Height { get; init; } = 0.2f;

    /// <summary>Times in which it is looked for and not found.</summary>
    internal (double From, double To)[] Hidden { get; init; } = [];

    /// <summary>Times in which nobody looks.</summary>
    internal (double From, double To)[] Unseen { get; init; } = [];

    /// <summary>From when it is believed; null: from the start.</summary>
    internal double? RealFrom { get; init; }

    internal TrackEndReason End { get; init; } = TrackEndReason.Left;

    internal bool Continues { get; init; }

    internal Guid Identity => new(Track, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, (byte)Track);

    internal static Actor Standing(int track, double from, double to, float x, float y) => new(track, from, to, _ => new Vector2(x, y));

    /// <summary>Walks straight from a point to another in all of its time.</summary>
    internal static Actor Walking(int track, double from, double to, Vector2 a, Vector2 b) =>
        new(track, from, to, t => Vector2.Lerp(a, b, (float)((t - from) / (to - from))));

    internal ObservedObject At(double t)
    {
        Vector2 foot = Foot(t);
        ObjectSight sight = Hidden.Any(h => t >= h.From && t < h.To) ? ObjectSight.Missed
            : Unseen.Any(u => t >= u.From && t < u.To) ? ObjectSight.Unknown : ObjectSight.Seen;
        return new ObservedObject
        {
            Track = Track,
            Identity = RealFrom is { } real && t < real ? Guid.Empty : Identity,
            ClassId = ClassId,
            Box = new BoundingBox(foot.X - (Width / 2), foot.Y - Height, Width, Height),
            Sight = sight,
            IsReal = RealFrom is not { } from || t >= from,
            Start = RuleScene.TimeOf(From),
            StationarySince = Continues ? RuleScene.TimeOf(0) : null,
            Continues = Continues,
        };
    }
}
