using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>Whether an object is in a region, told only once it was so for a while.</summary>
internal struct PresenceState
{
    /// <summary>In or out at the newest known place.</summary>
    internal bool IsRawInside;

    /// <summary>Since when.</summary>
    internal MediaTime RawSince;

    /// <summary>In or out for long enough.</summary>
    internal bool IsInside;

    /// <summary>When it came in.</summary>
    internal MediaTime InsideSince;

    internal bool IsKnown;

    /// <summary>The name of its stay.</summary>
    internal Situation Stay;
}
