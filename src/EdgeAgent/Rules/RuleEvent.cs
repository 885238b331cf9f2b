using System.Numerics;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>What a rule tells. Made only when something happens.</summary>
internal sealed record RuleEvent
{
    internal required RuleDefinition Rule { get; init; }

    internal required RulePhase Phase { get; init; }

    /// <summary>The situation, shared by its phases; of a crossing the object.</summary>
    internal required Guid Subject { get; init; }

    /// <summary>When it happened, on the rules' time.</summary>
    internal required MediaTime At { get; init; }

    /// <summary>The same on the wall.</summary>
    internal required DateTimeOffset Wall { get; init; }

    /// <summary>When the situation began; null if it has no duration.</summary>
    internal DateTimeOffset? Since { get; init; }

    /// <summary>The object; null if there is none, or it is gone.</summary>
    internal RuleObject? Object { get; init; }

    /// <summary>A second one: the owner of a thing, who goes ahead.</summary>
    internal Guid? Other { get; init; }

    internal RuleMeasure? Measure { get; init; }

    /// <summary>Why it ended; null while it lasts.</summary>
    internal GoneReason? Reason { get; init; }

    /// <summary>A word of the rule's own: <c>left</c> or <c>right</c>, <c>unattended</c>, <c>blurred</c>.</summary>
    internal string? State { get; init; }

    /// <summary>Where it crossed, in parts of the frame.</summary>
    internal Vector2? Point { get; init; }

    /// <summary>How many objects are inside.</summary>
    internal int? Inside { get; init; }

    /// <summary>Reached level, from 1; 0 below the first.</summary>
    internal int? Level { get; init; }

    internal IntervalCounts? Counts { get; init; }

    /// <summary>Events of the rule that its rate limit has withheld since the one before.</summary>
    internal int Withheld { get; init; }
}
