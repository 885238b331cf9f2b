using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>A line of text that may be a plate, and what became of it.</summary>
/// <param name="Text">The line.</param>
/// <param name="Vehicle">Index among the given vehicles of the one it belongs to; -1: none.</param>
/// <param name="Preference">How much it looks like a plate before it is read; a logarithm, larger is better.</param>
internal readonly record struct PlateLine(TextDetection Text, int Vehicle, float Preference);
