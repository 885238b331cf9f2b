using System.Numerics;

namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>Four points on the ground and distances between them.</summary>
/// <param name="Points">In parts of the frame; no three on a line.</param>
/// <param name="Distances">At least five of the six between the points; the sixth and <paramref name="Checks"/> tell the error.</param>
/// <param name="Checks">Known distances between any two points of the ground.</param>
internal sealed record GroundSettings(
    IReadOnlyList<Vector2> Points, IReadOnlyList<GroundDistance> Distances, IReadOnlyList<GroundCheck> Checks);
