namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>A sequence, frame by frame from its first one, frames without anything included.</summary>
internal sealed record TrackSequence(string Name, IReadOnlyList<TrackFrame> Frames);
