using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Explain;

/// <summary>What a rule thought of one object over a stretch of time in which it did not change its mind.</summary>
internal struct ExplainRecord
{
    /// <summary>The object's track; 0 for the scene as a whole.</summary>
    internal int Track;

    internal MediaTime From;

    internal MediaTime To;

    /// <summary>Wall time of <see cref="To"/>, UTC ticks.</summary>
    internal long WallTicks;

    internal RuleVerdict Verdict;

    /// <summary>The newest measured value and its limit; not a number if there is none.</summary>
    internal float Value;

    internal float Limit;
}
