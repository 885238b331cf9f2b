using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules;

/// <summary>The object of an event as it was then.</summary>
internal sealed record RuleObject(int Track, Guid Identity, int ClassId, BoundingBox Box, float Score);
