namespace SafeCity.Edge.Inference.Detection;

/// <summary>Thresholds of one detection.</summary>
/// <param name="ScoreThreshold">Score from which a peak is a detection, above 0 up to 1.</param>
/// <param name="OverlapMax">Intersection over union above which the weaker of two boxes of a class is dropped.</param>
internal readonly record struct DetectorLimits(float ScoreThreshold, float OverlapMax);
