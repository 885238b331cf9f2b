using System.Numerics;

namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>A known distance between two points of the ground, in parts of the frame.</summary>
internal sealed record GroundCheck(Vector2 From, Vector2 To, double Meters);
