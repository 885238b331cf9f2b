using System.Numerics;
using SafeCity.Edge.Agent.Rules.Objects;

namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>
/// One rule of a camera as it is written down. Points are parts of the frame, origin top left; what a kind does not use must be null.
/// Checked by <see cref="RuleValidator"/>.
/// </summary>
internal sealed record RuleSettings
{
    internal required string Name { get; init; }

    internal required RuleKind Kind { get; init; }

    /// <summary>Line of the settings file, from 1; 0 if it does not come from one.</summary>
    internal int SettingsLine { get; init; }

    /// <summary>The region; null: the whole frame, where a kind allows it.</summary>
    internal IReadOnlyList<Vector2>? Polygon { get; init; }

    /// <summary>Two points, from and to; left and right are as seen walking from the first to the second.</summary>
    internal IReadOnlyList<Vector2>? Line { get; init; }

    /// <summary>Labels of the model, or the groups <c>vehicle</c> and <c>bag</c>; empty: all that is tracked.</summary>
    internal IReadOnlyList<string> Classes { get; init; } = [];

    internal SizeFilter? Size { get; init; }

    internal ScheduleSettings? Schedule { get; init; }

    internal Severity Severity { get; init; } = Severity.Warning;

    /// <summary>How long something must be so before it is told; null: the kind's own.</summary>
    internal TimeSpan? Debounce { get; init; }

    internal RateLimit? RateLimit { get; init; }

    internal ReferencePoint Reference { get; init; } = ReferencePoint.BottomCenter;

    /// <summary>Line: which crossings are told.</summary>
    internal CrossingMode Crossings { get; init; } = CrossingMode.Any;

    /// <summary>Line, tailgating: the crossing that counts as in.</summary>
    internal CrossingMode In { get; init; } = CrossingMode.Right;

    /// <summary>Line: half width of the band on both sides in which nothing is decided, in parts of the frame's diagonal.</summary>
    internal double Hysteresis { get; init; } = 0.01;

    /// <summary>Line: how far from the line an object must go before it may cross again, in parts of the diagonal.</summary>
    internal double Rearm { get; init; } = 0.03;

    /// <summary>Line, count: length of a counting interval; null: none is told.</summary>
    internal TimeSpan? Every { get; init; }

    /// <summary>How long until it is told: dwell of loitering, standing of parking, absence of removed, unattended of abandoned.</summary>
    internal TimeSpan? After { get; init; }

    /// <summary>Loitering: how long it may be outside without beginning anew.</summary>
    internal TimeSpan? Grace { get; init; }

    /// <summary>Parking: longest stay; null: none.</summary>
    internal TimeSpan? StayMax { get; init; }

    /// <summary>How often a lasting situation is told again; null: never.</summary>
    internal TimeSpan? UpdateEvery { get; init; }

    /// <summary>Crowd: numbers of objects, rising.</summary>
    internal IReadOnlyList<int> Levels { get; init; } = [];

    /// <summary>Crowd: how many more objects in how short a time is a gathering; null: not looked for.</summary>
    internal Gathering? Gathering { get; init; }

    /// <summary>Wrong way: the lane's direction on the picture, degrees clockwise from up.</summary>
    internal double? Direction { get; init; }

    /// <summary>Speed, running: limit in km/h.</summary>
    internal double? LimitKmh { get; init; }

    /// <summary>Tailgating: who follows within this time is told.</summary>
    internal TimeSpan? Within { get; init; }

    /// <summary>Abandoned: how far the owner may be, in heights of the owner.</summary>
    internal double? OwnerDistance { get; init; }

    /// <summary>Plate list: names of lists; empty: all.</summary>
    internal IReadOnlyList<string> Lists { get; init; } = [];

    /// <summary>Scene: what is watched; empty: everything.</summary>
    internal IReadOnlyList<SceneFault> Faults { get; init; } = [];
}
