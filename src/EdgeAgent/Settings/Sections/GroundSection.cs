using System.Numerics;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary><c>ground</c> of a camera: four points and the distances between them, for speeds.</summary>
internal static class GroundSection
{
    internal static GroundSettings Bind(YamlMap map) => new(
        map.Polygon("points", "four points on the ground, in their order round it"),
        map.List("distances", Distance, "five or six distances between the points", itemsMin: 5, itemsMax: 6),
        map.List("checks", Check, "known distances between any two points of the ground: they tell the error", itemsMax: 20));

    private static GroundDistance Distance(YamlMap map) => new(
        (int)map.Required("from", Scalars.Integer(0, 3), "place of a point in the list, from 0"),
        (int)map.Required("to", Scalars.Integer(0, 3), "place of the other"),
        map.Required("meters", Scalars.Number(0.01, 10_000), "metres between them"));

    private static GroundCheck Check(YamlMap map)
    {
        IReadOnlyList<Vector2> ends = map.Polyline("between", "two points, in parts of the frame");
        return new GroundCheck(ends[0], ends[1], map.Required("meters", Scalars.Number(0.01, 10_000), "metres between them"));
    }
}
