namespace SafeCity.Edge.Agent.Doctor;

/// <summary>How a check ended.</summary>
internal enum CheckOutcome
{
    Ok,

    /// <summary>It works, and will not for ever, or not as well as it could.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Error,

    /// <summary>There was nothing to look at; the sentence says why.</summary>
    Skipped,
}
