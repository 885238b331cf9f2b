using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>What was seen in one frame; borrowed for the time of its analysis.</summary>
/// <param name="all">Everything detected, also weak and of any class.</param>
/// <param name="tracked">What the tracker was given; a track's detection index points here.</param>
/// <param name="tracks">The tracks after this frame, also those not seen in it.</param>
internal readonly ref struct FrameSight(ReadOnlySpan<Detection> all, ReadOnlySpan<Detection> tracked, IReadOnlyList<Track> tracks)
{
    internal ReadOnlySpan<Detection> All { get; } = all;

    internal ReadOnlySpan<Detection> Tracked { get; } = tracked;

    internal IReadOnlyList<Track> Tracks { get; } = tracks;
}
