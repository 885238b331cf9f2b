using SafeCity.Edge.Agent.Rules.Calibration;
using SafeCity.Edge.Agent.Rules.Schedule;

namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>The checked rules of one camera.</summary>
/// <param name="Rules">In their order.</param>
/// <param name="Ground">Null: not calibrated.</param>
/// <param name="Labels">Of the model, by class id.</param>
internal sealed record RuleSet(IReadOnlyList<RuleDefinition> Rules, GroundPlane? Ground, IReadOnlyList<string> Labels)
{
    /// <summary>Labels that the camera must track for its rules, also those that it would not by itself.</summary>
    internal IEnumerable<string> TrackedLabels =>
        Labels.Where((_, id) => Rules.Any(r => (r.Settings.Classes.Count > 0 || r.Kind == RuleKind.Abandoned) && r.Classes[id]));

    /// <summary>Checks and builds.</summary>
    /// <param name="settings">What is written down.</param>
    /// <param name="labels">Of the model.</param>
    /// <param name="path">Of the camera, for faults: <c>cameras[0]</c>.</param>
    /// <exception cref="RuleException">With every fault.</exception>
    internal static RuleSet Build(CameraRules settings, IReadOnlyList<string> labels, string path)
    {
        IReadOnlyList<RuleFault> faults = new RuleValidator(labels).Check(settings, path);
        if (faults.Count > 0) throw new RuleException(faults);
        GroundPlane? ground = settings.Ground is { } g ? GroundPlane.Solve(g) : null;
        return new RuleSet(
            [.. settings.Rules.Select((r, i) => new RuleDefinition(
                i, RuleText.IdOf(r.Name), r, RuleText.HashOf(r, settings.Ground), ClassesOf(r, labels), new WeekSchedule(r.Schedule)))],
            ground, labels);
    }

    private static bool[] ClassesOf(RuleSettings rule, IReadOnlyList<string> labels)
    {
        IReadOnlyList<string> wanted = rule.Classes.Count > 0 ? rule.Classes : RuleKinds.Of(rule.Kind).Classes;
        return [.. labels.Select(l => wanted.Count == 0 || wanted.Any(w => ClassNames.Includes(w, l)))];
    }
}
