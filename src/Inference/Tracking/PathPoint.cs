using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>Where a track's foot point (bottom centre of its box) was.</summary>
/// <param name="Time">When, on the stream's clock.</param>
/// <param name="X">In parts of the frame's width.</param>
/// <param name="Y">In parts of the frame's height.</param>
public readonly record struct PathPoint(MediaTime Time, float X, float Y);
