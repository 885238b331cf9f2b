using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>What was seen in one frame; borrowed for the time of its analysis.</summary>
/// <param name="all">Everything, also weak and of any class: what masking goes by.</param>
/// <param name="tracked">What the tracker was given; a track's detection index points here.</param>
internal readonly ref struct FrameDetections(ReadOnlySpan<Detection> all, ReadOnlySpan<Detection> tracked)
{
    internal ReadOnlySpan<Detection> All { get; } = all;

    internal ReadOnlySpan<Detection> Tracked { get; } = tracked;
}
