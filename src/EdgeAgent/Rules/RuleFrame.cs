using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>What rules look at in one frame; borrowed for the time of the call.</summary>
internal readonly ref struct RuleFrame
{
    /// <summary>The rules' own time: the media time, going on over restarts.</summary>
    internal required MediaTime Time { get; init; }

    internal required FrameStamp Stamp { get; init; }

    internal required ObjectSlots Slots { get; init; }

    /// <summary>The picture; without pixels (default) rules that need them rest.</summary>
    internal ImageView Image { get; init; }

    internal bool HasImage => !Image.Y.IsEmpty;

    /// <summary>Wall time of a moment on the rules' time.</summary>
    internal DateTimeOffset WallOf(MediaTime time) => Stamp.Wall + (time - Time);
}
