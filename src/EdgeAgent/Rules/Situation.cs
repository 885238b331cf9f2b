using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>Something that lasts: its subject is shared by all events that tell of it.</summary>
internal struct Situation
{
    internal bool IsOpen;

    /// <summary>Withheld by the rate limit: it lasts, and nothing is told of it.</summary>
    internal bool IsSilent;

    internal Guid Subject;

    internal MediaTime Since;

    /// <summary>When it was told last.</summary>
    internal MediaTime Told;

    /// <summary>Largest value measured so far.</summary>
    internal double Peak;
}
