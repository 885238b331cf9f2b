using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Which models a run uses, by the names of their cards.</summary>
/// <param name="Whole">Object detector of whole frames.</param>
/// <param name="Crop">Object detector of crops; may be the same.</param>
/// <param name="Faces">Face detector; null: faces are not looked for.</param>
/// <param name="Options">Of the object detectors.</param>
internal sealed record VisionModelChoice(string Whole, string Crop, string? Faces, DetectorOptions Options);
