using SafeCity.Edge.Agent.Evaluation.Boxes;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>One class of a detection result.</summary>
internal sealed record DetectedClass(string Label, ClassScore Score, DetectionCounts Counts);
