using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>One plate that a detector saw in one frame.</summary>
/// <param name="Quad">Its corners in parts of the frame, clockwise from where its text begins; may reach outside of the frame.</param>
/// <param name="Score">How likely it is one, 0..1.</param>
/// <param name="HasTwoLines">Whether its number stands in two lines, one above the other.</param>
public readonly record struct PlateDetection(Quad Quad, float Score, bool HasTwoLines);
