namespace SafeCity.Edge.Agent.Rules.Explain;

/// <summary>Why a rule fired or did not, of one object or of the scene.</summary>
internal enum RuleVerdict : byte
{
    /// <summary>Nothing that the rule looks at was followed.</summary>
    NothingThere,

    /// <summary>It fired.</summary>
    Fired,

    /// <summary>The schedule was closed.</summary>
    OutsideSchedule,

    /// <summary>The track's score never reached what makes it real.</summary>
    BelowScore,

    /// <summary>Another class than the rule's.</summary>
    WrongClass,

    /// <summary>A box smaller than the rule's.</summary>
    TooSmall,

    /// <summary>A box larger than the rule's.</summary>
    TooLarge,

    /// <summary>It was looked for and not found.</summary>
    Missed,

    /// <summary>It did not move.</summary>
    NoMotion,

    /// <summary>It stayed on its side of the line, or crossed beyond the line's ends.</summary>
    WrongSide,

    /// <summary>It crossed or moved in a direction that is not told.</summary>
    WrongDirection,

    /// <summary>It was within the band round the line in which nothing is decided.</summary>
    InBand,

    /// <summary>It has crossed and not yet gone far enough to cross again.</summary>
    NotRearmed,

    /// <summary>It was outside of the region.</summary>
    OutsideRegion,

    /// <summary>The condition held, but not for long enough.</summary>
    Debounced,

    /// <summary>The condition was measured and below its limit.</summary>
    BelowLimit,

    /// <summary>The situation lasts and was told when it began.</summary>
    Lasts,

    /// <summary>The rate limit withheld it.</summary>
    RateLimited,

    /// <summary>The ground is not known there, so nothing was measured.</summary>
    NotMeasured,
}
