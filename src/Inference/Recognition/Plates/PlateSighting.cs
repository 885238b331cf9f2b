using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>One plate in one picture.</summary>
/// <param name="Vehicle">Index of the vehicle's box as given; -1 where it was found without one.</param>
/// <param name="Line">Corners of the line of text in parts of the frame.</param>
/// <param name="Plate">The plate's box, estimated from its line and its kind, in parts of the frame.</param>
/// <param name="DetectorScore">Score of the text detector, 0..1.</param>
/// <param name="Reading">What it says.</param>
public readonly record struct PlateSighting(int Vehicle, Quad Line, BoundingBox Plate, float DetectorScore, PlateReading Reading);
