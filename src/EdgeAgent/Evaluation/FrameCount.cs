namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>One frame of a counted clip.</summary>
/// <param name="Frame">From 0.</param>
/// <param name="Expected">Counted by a person.</param>
/// <param name="Followed">Confirmed tracks that were not missed when their place was last looked at.</param>
/// <param name="Detected">Detections in this frame from the model card's score on; with regions, only where was looked.</param>
internal readonly record struct FrameCount(long Frame, int Expected, int Followed, int Detected);
