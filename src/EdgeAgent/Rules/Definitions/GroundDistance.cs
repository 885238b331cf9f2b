namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>The distance between two of the four points, by their places from 0.</summary>
internal sealed record GroundDistance(int From, int To, double Meters);
