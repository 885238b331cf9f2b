using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Rules.Objects;

/// <summary>A track that ended in this frame.</summary>
internal readonly record struct EndedObject(int Track, TrackEndReason Reason);
