using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>A part of the frame that is to be looked at.</summary>
/// <param name="Rectangle">Inside the frame, in pixels.</param>
/// <param name="IsWholeFrame">It is meant for the detector of whole frames, not for that of crops.</param>
public readonly record struct PlannedRegion(PixelRectangle Rectangle, bool IsWholeFrame);
