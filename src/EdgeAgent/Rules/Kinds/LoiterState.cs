using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>How long an object has stayed in a region.</summary>
internal struct LoiterState
{
    internal bool IsKnown;

    /// <summary>Time inside, short exits left out.</summary>
    internal long DwellTicks;

    /// <summary>Time outside since it was last inside.</summary>
    internal long OutTicks;

    /// <summary>When it came in first.</summary>
    internal MediaTime Since;

    /// <summary>When it was last inside.</summary>
    internal MediaTime LastInside;

    internal Situation Stay;
}
