namespace SafeCity.Edge.Agent.Rules.Geometry;

/// <summary>A part of a step, from and to as parts of its length, and whether it lies inside.</summary>
internal readonly record struct WalkPart(double From, double To, bool Inside);
