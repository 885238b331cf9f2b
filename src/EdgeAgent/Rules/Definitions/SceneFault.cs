namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>What may be wrong with a camera.</summary>
internal enum SceneFault
{
    Blurred,

    Dark,

    Bright,

    Frozen,

    Covered,

    Moved,

    SignalLost,

    ClockDrift,
}
