using System.Numerics;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>How far an object has come back from the furthest it had gone along the lane.</summary>
internal struct WrongWayState
{
    internal bool IsKnown;

    /// <summary>The furthest along the lane.</summary>
    internal Vector2 Furthest;

    /// <summary>While it goes wrong: the furthest against the lane.</summary>
    internal Vector2 Back;

    internal Situation Wrong;
}
