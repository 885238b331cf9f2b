using SafeCity.Edge.Agent.Rules.Kinds;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>Makes the rule of a definition.</summary>
internal static class RuleFactory
{
    /// <summary>A fresh rule.</summary>
    internal static Rule Create(RuleContext context) => context.Definition.Kind switch
    {
        RuleKind.Line => new LineRule(context),
        RuleKind.Zone => new ZoneRule(context),
        RuleKind.Loitering => new LoiteringRule(context),
        RuleKind.Abandoned => new AbandonedRule(context),
        RuleKind.Removed => new RemovedRule(context),
        RuleKind.Scene => new SceneRule(context),
        RuleKind.PlateList => new PlateListRule(context),
        RuleKind.Crowd => new CrowdRule(context),
        RuleKind.WrongWay => new WrongWayRule(context),
        RuleKind.Speed or RuleKind.Running => new SpeedRule(context),
        RuleKind.Parking => new ParkingRule(context),
        RuleKind.Tailgating => new TailgatingRule(context),
        RuleKind.Count => new CountRule(context),
        _ => throw new InvalidOperationException($"no rule of kind {context.Definition.Kind}"),
    };
}
