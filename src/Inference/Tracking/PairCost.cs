namespace SafeCity.Edge.Inference.Tracking;

/// <summary>A track and a detection that may belong together.</summary>
/// <param name="Row">Index of the track in its round.</param>
/// <param name="Column">Rank of the detection in the order of the frame.</param>
/// <param name="Cost">1 minus the overlap; below the round's limit.</param>
internal readonly record struct PairCost(int Row, int Column, float Cost);
