using SafeCity.Edge.Agent.Rules.Calibration;
using SafeCity.Edge.Agent.Rules.Schedule;

namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>Finds everything that is wrong with the rules of a camera, each fault with its path.</summary>
/// <param name="labels">Of the model; null while no model is open: classes are then not checked.</param>
internal sealed class RuleValidator(IReadOnlyList<string>? labels)
{
    private const int RulesMax = 100;
    private const int NameMax = 64;
    private const double GroundErrorMax = 0.2;

    private readonly List<RuleFault> _faults = [];

    /// <summary>Every fault, in the order of the rules.</summary>
    /// <param name="settings">What is written down.</param>
    /// <param name="path">Of the camera: <c>cameras[0]</c>.</param>
    internal IReadOnlyList<RuleFault> Check(CameraRules settings, string path)
    {
        _faults.Clear();
        for (int i = 0; i < settings.Rules.Count; i++) CheckRule(settings.Rules[i], $"{path}.rules[{i}]");
        List<RuleFault> faults = [.. _faults];
        faults.AddRange(CheckTogether(settings).Select(f => f with { Path = $"{path}.{f.Path}" }));
        return faults;
    }

    /// <summary>What is wrong with the rules together: names, the ground. Each fault by its key.</summary>
    internal IReadOnlyList<RuleFault> CheckTogether(CameraRules settings)
    {
        _faults.Clear();
        if (settings.Rules.Count > RulesMax) Fault("rules", $"there are {settings.Rules.Count} rules: use at most {RulesMax}");
        HashSet<string> ids = new(StringComparer.Ordinal);
        for (int i = 0; i < settings.Rules.Count; i++)
        {
            string name = settings.Rules[i].Name, id = RuleText.IdOf(name);
            if (id.Length == 0 || name.Length > NameMax)
                Fault($"rules[{i}].name", $"'{name}' is not a name: use 1 to {NameMax} characters, with a letter or digit");
            else if (!ids.Add(id)) Fault($"rules[{i}].name", $"another rule of the camera is called '{id}' too: give each its own name");
        }
        if (settings.Ground is { } ground) CheckGround(ground, "ground");
        int speed = settings.Rules.ToList().FindIndex(r => r.Kind == RuleKind.Speed);
        if (speed >= 0 && settings.Ground is null)
            Fault($"rules[{speed}].kind", "speed needs the camera's ground: give four points and their distances in 'ground'");
        return [.. _faults];
    }

    /// <summary>What is wrong with one rule, each fault by its key.</summary>
    internal IReadOnlyList<RuleFault> Check(RuleSettings rule)
    {
        _faults.Clear();
        CheckRule(rule, "");
        return [.. _faults.Select(f => f with { Path = f.Path.TrimStart('.') })];
    }

    private void CheckRule(RuleSettings rule, string place)
    {
        CheckKeys(rule, place);
        if (rule.Polygon is { } polygon && ShapeCheck.Polygon(polygon) is { } badPolygon) Fault($"{place}.polygon", badPolygon);
        if (rule.Line is { } line && ShapeCheck.Line(line) is { } badLine) Fault($"{place}.line", badLine);
        if (labels is not null) CheckClasses(rule, labels, place);
        if (rule.Size is { } size) CheckSize(size, $"{place}.size");
        if (rule.Schedule is { } schedule) CheckSchedule(schedule, $"{place}.schedule");
        CheckNumbers(rule, place);
    }

    private void CheckClasses(RuleSettings rule, IReadOnlyList<string> known, string place)
    {
        string line = rule.SettingsLine > 0 ? $" (the rule begins in line {rule.SettingsLine})" : "";
        for (int i = 0; i < rule.Classes.Count; i++)
            if (ClassNames.Fault(rule.Classes[i], known) is { } unknown) Fault($"{place}.classes[{i}]", unknown + line);
        if (rule.Classes.Count == 0 && RuleKinds.Of(rule.Kind).Classes is { Length: > 0 } usual && !known.Any(l => usual.Any(u => ClassNames.Includes(u, l))))
            Fault($"{place}.classes", $"the model knows none of {string.Join(", ", usual)}: name classes that it knows{line}");
    }

    private void CheckKeys(RuleSettings rule, string place)
    {
        KindTraits traits = RuleKinds.Of(rule.Kind);
        HashSet<string> given = [.. RuleKeys.Given(rule)];
        foreach (string key in traits.Needs)
            if (!given.Contains(key)) Fault($"{place}.{key}", $"a rule of kind {traits.Name} needs it");
        foreach (string key in given)
            if (!traits.Needs.Contains(key) && !traits.Uses.Contains(key)) Fault($"{place}.{key}", $"a rule of kind {traits.Name} does not use it: leave it out");
        if (rule is { Kind: RuleKind.Crowd, Levels.Count: 0, Gathering: null }) Fault($"{place}.levels", "a crowd needs levels, or a gathering");
    }

    private void CheckNumbers(RuleSettings rule, string place)
    {
        Duration(rule.Debounce, $"{place}.debounce", TimeSpan.Zero, TimeSpan.FromHours(1));
        Duration(rule.After, $"{place}.after", TimeSpan.FromSeconds(0.1), TimeSpan.FromDays(7));
        Duration(rule.Grace, $"{place}.grace", TimeSpan.Zero, TimeSpan.FromHours(1));
        Duration(rule.StayMax, $"{place}.stayMax", rule.After ?? TimeSpan.Zero, TimeSpan.FromDays(30));
        Duration(rule.UpdateEvery, $"{place}.updateEvery", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Duration(rule.Every, $"{place}.every", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Duration(rule.Within, $"{place}.within", TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1));
        Number(rule.Hysteresis, $"{place}.hysteresis", 0.001, 0.1);
        Number(rule.Rearm, $"{place}.rearm", rule.Hysteresis, 0.5);
        Number(rule.Direction, $"{place}.direction", 0, 360);
        Number(rule.LimitKmh, $"{place}.limitKmh", 1, 400);
        Number(rule.OwnerDistance, $"{place}.ownerDistance", 0.2, 20);
        if (rule.RateLimit is { } rate)
        {
            Number(rate.Events, $"{place}.rateLimit.events", 1, 1000);
            Duration(rate.Per, $"{place}.rateLimit.per", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        }
        if (rule.Gathering is { } gathering)
        {
            Number(gathering.Objects, $"{place}.gathering.objects", 1, 1000);
            Duration(gathering.Within, $"{place}.gathering.within", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        }
        bool rising = rule.Levels.All(l => l is >= 1 and <= 1000) && rule.Levels.Zip(rule.Levels.Skip(1)).All(p => p.First < p.Second);
        if (!rising) Fault($"{place}.levels", $"[{string.Join(", ", rule.Levels)}] does not rise: use numbers of 1 to 1000, each larger than the one before");
        if (rule.In == CrossingMode.Any) Fault($"{place}.in", "'any' is no direction: use left or right");
    }

    private void CheckSize(SizeFilter size, string place)
    {
        foreach ((float? value, string key) in (ReadOnlySpan<(float?, string)>)[(size.HeightMin, "heightMin"), (size.HeightMax, "heightMax"), (size.WidthMin, "widthMin"), (size.WidthMax, "widthMax")])
            if (value is { } v) Number(v, $"{place}.{key}", 0, 1);
        if (size.HeightMin >= size.HeightMax || size.WidthMin >= size.WidthMax) Fault(place, "the least is not below the most: nothing has such a size");
    }

    private void CheckSchedule(ScheduleSettings schedule, string place)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out _))
            Fault($"{place}.timeZone", ZoneFault.Of(schedule.TimeZone));
        for (int i = 0; i < schedule.Windows.Count; i++)
            if (schedule.Windows[i].Days == ScheduleDays.None) Fault($"{place}.windows[{i}].days", "it names no day");
        if (WeekSchedule.Overlap(schedule.Windows) is { } overlap)
            Fault($"{place}.windows[{overlap.Second}]", $"it overlaps windows[{overlap.First}]: one of them is not what was meant");
    }

    private void CheckGround(GroundSettings ground, string place)
    {
        if (ground.Points.Count != 4 || ShapeCheck.Polygon(ground.Points) is not null)
        {
            Fault($"{place}.points", "the ground needs four points in [0,1] that go round a figure without crossing themselves");
            return;
        }
        bool known = ground.Distances.All(d => d is { From: >= 0 and < 4, To: >= 0 and < 4, Meters: > 0 and < 10_000 } && d.From != d.To);
        int pairs = ground.Distances.Select(d => (Math.Min(d.From, d.To), Math.Max(d.From, d.To))).Distinct().Count();
        if (!known || pairs < 5 || pairs != ground.Distances.Count)
            Fault($"{place}.distances", $"{pairs} different distances between points 0 to 3 are known: give five or six of the six");
        else if (GroundPlane.Solve(ground) is not { } plane)
            Fault($"{place}.distances", "no four places have these distances: measure again");
        else if (plane.RelativeError > GroundErrorMax)
            Fault($"{place}.distances", FormattableString.Invariant($"the distances contradict each other by {plane.RelativeError:P0}: at most {GroundErrorMax:P0} is allowed"));
    }

    private void Duration(TimeSpan? value, string place, TimeSpan min, TimeSpan max)
    {
        if (value is { } v && (v < min || v > max)) Fault(place, $"{v} is out of range: use {min} to {max}");
    }

    private void Number(double? value, string place, double min, double max)
    {
        if (value is { } v && !(v >= min && v <= max)) Fault(place, FormattableString.Invariant($"{v} is out of range: use {min} to {max}"));
    }

    private void Fault(string place, string reason) => _faults.Add(new RuleFault(place, reason));
}
