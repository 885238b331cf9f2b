namespace SafeCity.Edge.Agent.Rules;

/// <summary>How much somebody wants to know it.</summary>
internal enum Severity
{
    Info,

    Warning,

    /// <summary>Committed at once, and copied ahead of the backlog.</summary>
    Alarm,
}
