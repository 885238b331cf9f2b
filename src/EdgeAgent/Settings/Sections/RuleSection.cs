using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary>One item of a camera's <c>rules</c>: which keys there are depends on its <c>kind</c>.</summary>
internal static class RuleSection
{
    private const double DaySeconds = 86_400;

    private static readonly Dictionary<string, Func<YamlMap, RuleSettings>> Kinds =
        Enum.GetValues<RuleKind>().ToDictionary(k => RuleKinds.Of(k).Name, KindBinder);

    internal static RuleSettings Bind(YamlMap map)
    {
        RuleSettings rule = map.Choose("kind", Kinds, "what the rule looks for") ?? new RuleSettings { Name = "", Kind = RuleKind.Line };
        rule = rule with
        {
            SettingsLine = map.Line,
            Name = map.Required("name", Scalars.Text(64), "what people call it; its letters, digits and hyphens are its id, unique on the camera"),
            Severity = map.Optional(
                "severity", Scalars.OneOf(("info", Severity.Info), ("warning", Severity.Warning), ("alarm", Severity.Alarm)), Severity.Warning,
                "alarms are committed at once and overtake the backlog"),
            Debounce = map.OptionalValue("debounceSeconds", Scalars.Seconds(0, 3600), "how long it must be so before it is told (default: the kind's own)"),
            RateLimit = map.SectionOrNull("rateLimit", Rate, "at most so many events; the rest is withheld and counted"),
            Schedule = map.SectionOrNull("schedule", ScheduleSection.Bind, "when the rule is open; leave it out for always"),
        };
        if (!map.Has("kind") || !map.Has("name")) return rule;
        foreach (RuleFault fault in new RuleValidator(null).Check(rule)) map.Fault(fault.Path, fault.Reason);
        return rule;
    }

    private static Func<YamlMap, RuleSettings> KindBinder(RuleKind kind) => map =>
    {
        KindTraits traits = RuleKinds.Of(kind);
        RuleSettings rule = new() { Name = "", Kind = kind };
        foreach (string key in traits.Needs) rule = Read(map, key, rule, required: true);
        foreach (string key in traits.Uses) rule = Read(map, key, rule, required: false);
        return rule;
    };

    private static RuleSettings Read(YamlMap map, string key, RuleSettings rule, bool required) => key switch
    {
        "polygon" => rule with { Polygon = required ? map.Polygon(key, "the region") : map.PolygonOrNull(key, "the region (default: the whole frame)") },
        "line" => rule with { Line = map.Polyline(key, "two points; left and right as seen walking from the first to the second") },
        "classes" => rule with { Classes = map.Values(key, Scalars.Text(40), [], "labels of the model, or vehicle, bag (default: the kind's own)") },
        "size" => rule with { Size = map.SectionOrNull(key, Size, "sizes of boxes that are looked at") },
        "reference" => rule with { Reference = map.Optional(key, References, ReferencePoint.BottomCenter, "the point of an object that counts; center for cameras that look straight down") },
        "crossings" => rule with { Crossings = map.Optional(key, Directions, CrossingMode.Any, "which crossings are told") },
        "in" => rule with { In = map.Optional(key, Scalars.OneOf(("right", CrossingMode.Right), ("left", CrossingMode.Left)), CrossingMode.Right, "the crossing that counts as in") },
        "hysteresis" => rule with { Hysteresis = map.Optional(key, Scalars.Number(0.001, 0.1), 0.01, "half width of the band in which nothing is decided, in parts of the diagonal") },
        "rearm" => rule with { Rearm = map.Optional(key, Scalars.Number(0.001, 0.5), 0.03, "how far an object must go from the line before it may cross again, in parts of the diagonal") },
        "levels" => rule with { Levels = [.. map.Values(key, Scalars.Integer(1, 1000), [], "numbers of objects, rising").Select(l => (int)l)] },
        "gathering" => rule with { Gathering = map.SectionOrNull(key, Gather, "how many more in how short a time") },
        "lists" => rule with { Lists = map.Values(key, Scalars.Text(64), [], "names of plate lists (default: all)") },
        "faults" => rule with { Faults = map.Values(key, Faults, [], "what is watched (default: everything)") },
        _ => ReadNumber(map, key, rule, required),
    };

    private static RuleSettings ReadNumber(YamlMap map, string key, RuleSettings rule, bool required) => key switch
    {
        "every" => rule with { Every = Duration(map, "everySeconds", (1, DaySeconds), "length of a counting interval", required) },
        "after" => rule with { After = Duration(map, "afterSeconds", (0.1, 7 * DaySeconds), "how long until it is told", required) },
        "grace" => rule with { Grace = Duration(map, "graceSeconds", (0, 3600), "how long it may be outside without beginning anew", required) },
        "stayMax" => rule with { StayMax = Duration(map, "stayMaxSeconds", (1, 30 * DaySeconds), "longest stay", required) },
        "updateEvery" => rule with { UpdateEvery = Duration(map, "updateEverySeconds", (1, DaySeconds), "how often what lasts is told again (default: never)", required) },
        "within" => rule with { Within = Duration(map, "withinSeconds", (0.1, 60), "who follows within this time is told", required) },
        "direction" => rule with { Direction = Number(map, key, (0, 360), "the lane's direction, degrees clockwise from up on the picture", required) },
        "limitKmh" => rule with { LimitKmh = Number(map, key, (1, 400), "limit in km/h", required) },
        "ownerDistance" => rule with { OwnerDistance = Number(map, key, (0.2, 20), "how far the owner may be, in heights of the owner (default: 1.5)", required) },
        _ => throw new InvalidOperationException($"no key {key}"),
    };

    private static TimeSpan? Duration(YamlMap map, string key, (double Min, double Max) range, string description, bool required) => required
        ? map.Required(key, Scalars.Seconds(range.Min, range.Max), description)
        : map.OptionalValue(key, Scalars.Seconds(range.Min, range.Max), description);

    private static double? Number(YamlMap map, string key, (double Min, double Max) range, string description, bool required) => required
        ? map.Required(key, Scalars.Number(range.Min, range.Max), description)
        : map.OptionalValue(key, Scalars.Number(range.Min, range.Max), description);

    private static SizeFilter Size(YamlMap map)
    {
        float? Part(string key, string what) => (float?)map.OptionalValue(key, Scalars.Number(0, 1), what);
        return new SizeFilter(
            Part("heightMin", "least height, in parts of the frame's"), Part("heightMax", "most height"),
            Part("widthMin", "least width, in parts of the frame's"), Part("widthMax", "most width"));
    }

    private static RateLimit Rate(YamlMap map) => new(
        (int)map.Required("events", Scalars.Integer(1, 1000), "how many"), map.Required("perSeconds", Scalars.Seconds(1, DaySeconds), "in any stretch of this length"));

    private static Gathering Gather(YamlMap map) => new(
        (int)map.Required("objects", Scalars.Integer(1, 1000), "how many more"), map.Required("withinSeconds", Scalars.Seconds(1, 3600), "in this time"));

    private static ScalarType<ReferencePoint> References { get; } =
        Scalars.OneOf(("bottom-center", ReferencePoint.BottomCenter), ("center", ReferencePoint.Center));

    private static ScalarType<CrossingMode> Directions { get; } =
        Scalars.OneOf(("any", CrossingMode.Any), ("left", CrossingMode.Left), ("right", CrossingMode.Right));

    private static ScalarType<SceneFault> Faults { get; } = Scalars.OneOf(
        ("blurred", SceneFault.Blurred), ("dark", SceneFault.Dark), ("bright", SceneFault.Bright), ("frozen", SceneFault.Frozen),
        ("covered", SceneFault.Covered), ("moved", SceneFault.Moved), ("signal-lost", SceneFault.SignalLost), ("clock-drift", SceneFault.ClockDrift));
}
