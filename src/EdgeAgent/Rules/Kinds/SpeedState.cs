using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>How fast an object is.</summary>
internal struct SpeedState
{
    internal MotionWindow Way;

    /// <summary>Above the limit, or below it while told.</summary>
    internal bool IsChanging;

    internal MediaTime ChangingSince;

    internal Situation Fast;
}
