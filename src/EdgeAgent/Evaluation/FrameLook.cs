using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Looks at a frame of a clip, at all of it or where it is worth looking.</summary>
/// <param name="image">The frame.</param>
/// <param name="time">Its time.</param>
/// <param name="hints">Where the tracker expects objects.</param>
/// <param name="detections">Takes what is found.</param>
/// <param name="scanned">Where it looked; borrowed until the next frame.</param>
/// <returns>How many were written.</returns>
internal delegate int FrameLook(
    in ImageView image, MediaTime time, ReadOnlySpan<RegionHint> hints, Span<Detection> detections, out ScannedArea scanned);
