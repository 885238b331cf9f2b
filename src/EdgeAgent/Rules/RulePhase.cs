namespace SafeCity.Edge.Agent.Rules;

/// <summary>Where a situation stands when an event tells of it.</summary>
internal enum RulePhase : byte
{
    /// <summary>Something that has no duration.</summary>
    Once,

    Started,

    Updated,

    Ended,

    /// <summary>An object came into a region.</summary>
    Enter,

    /// <summary>It went out of it.</summary>
    Leave,
}
