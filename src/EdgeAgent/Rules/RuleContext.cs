using SafeCity.Edge.Agent.Rules.Calibration;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Explain;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>What a rule is given when it is made.</summary>
internal sealed record RuleContext
{
    internal required RuleDefinition Definition { get; init; }

    /// <summary>Width over height of the frame.</summary>
    internal required float Aspect { get; init; }

    /// <summary>Which class ids are persons.</summary>
    internal required bool[] Persons { get; init; }

    /// <summary>Takes what is told, in order.</summary>
    internal required List<RuleEvent> Output { get; init; }

    internal required SituationIdentity Identities { get; init; }

    internal required ExplainRing Explain { get; init; }

    /// <summary>Null: the ground is not calibrated.</summary>
    internal GroundPlane? Ground { get; init; }

    internal RuleSettings Settings => Definition.Settings;
}
