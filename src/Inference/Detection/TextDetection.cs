using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>One line of text that a detector saw in one frame.</summary>
/// <param name="Quad">Its corners in parts of the frame, with the margin that the detector gives it; may reach outside of the frame.</param>
/// <param name="Score">Mean probability of text inside of it, 0..1.</param>
public readonly record struct TextDetection(Quad Quad, float Score);
