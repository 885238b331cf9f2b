namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>How long a vehicle stands.</summary>
internal struct ParkingState
{
    internal StillState Still;

    /// <summary>The over-stay was told.</summary>
    internal bool IsOver;

    internal Situation Stay;
}
