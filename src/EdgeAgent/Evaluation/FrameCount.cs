namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>One frame of a counted clip.</summary>
/// <param name="Frame">From 0.</param>
/// <param name="Expected">Counted by a person.</param>
/// <param name="Followed">Confirmed tracks seen in this frame.</param>
/// <param name="Detected">Detections from the model card's score on.</param>
internal readonly record struct FrameCount(long Frame, int Expected, int Followed, int Detected);
