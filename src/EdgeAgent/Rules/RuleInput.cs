using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>What the engine is given of one frame; borrowed.</summary>
/// <param name="stamp">Which frame.</param>
/// <param name="objects">What is followed, in any order.</param>
/// <param name="ended">What ended in this frame.</param>
internal readonly ref struct RuleInput(FrameStamp stamp, ReadOnlySpan<ObservedObject> objects, ReadOnlySpan<EndedObject> ended)
{
    internal FrameStamp Stamp { get; } = stamp;

    internal ReadOnlySpan<ObservedObject> Objects { get; } = objects;

    internal ReadOnlySpan<EndedObject> Ended { get; } = ended;

    internal ImageView Image { get; init; }
}
