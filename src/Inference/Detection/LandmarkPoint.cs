namespace SafeCity.Edge.Inference.Detection;

/// <summary>A point of a face in parts of the frame, origin top left; may lie a little outside of it.</summary>
public readonly record struct LandmarkPoint(float X, float Y);
