using System.Numerics;
using System.Text.Json.Nodes;

namespace SafeCity.Edge.Agent.Settings.Yaml;

internal sealed partial class YamlMap
{
    private const int PointsMax = 64;

    /// <summary>
    /// Three to 64 corners in parts of the frame, origin top left, as <c>[[0.1, 0.2], [0.9, 0.2], [0.5, 0.8]]</c>; edges that cross each
    /// other are a fault.
    /// </summary>
    internal IReadOnlyList<Vector2> Polygon(string key, string description) => PointList(key, description, 3, required: true, CheckPolygon);

    /// <summary>The same, but it may be left out and is then null.</summary>
    internal IReadOnlyList<Vector2>? PolygonOrNull(string key, string description)
    {
        IReadOnlyList<Vector2> points = PointList(key, description, 3, required: false, CheckPolygon);
        return Has(key) ? points : null;
    }

    /// <summary>Two to 64 points in parts of the frame; two that follow each other differ.</summary>
    internal IReadOnlyList<Vector2> Polyline(string key, string description) => PointList(key, description, 2, required: true, CheckPolyline);

    /// <summary>A list of polygons that may be left out.</summary>
    internal IReadOnlyList<IReadOnlyList<Vector2>> Polygons(string key, string description)
    {
        Shape.Add(key, new JsonObject { ["type"] = "array", ["items"] = PointSchema(3) }, description, required: false);
        if (Find(key) is not { } entry) return [];
        IReadOnlyList<IReadOnlyList<Vector2>> polygons = Items(entry, PathOfKey(key), (node, path) => ReadPoints(node, path, 3, CheckPolygon));
        _effective[key] = new JsonArray([.. polygons.Select(p => (JsonNode?)ToJson(p))]);
        return polygons;
    }

    private IReadOnlyList<Vector2> PointList(string key, string description, int least, bool required, Func<IReadOnlyList<Vector2>, string?> check)
    {
        Shape.Add(key, PointSchema(least), description, required);
        if (Find(key) is { } entry)
        {
            IReadOnlyList<Vector2> points = ReadPoints(entry.Value, PathOfKey(key), least, check);
            _effective[key] = ToJson(points);
            return points;
        }
        if (required && !_describing) Missing(key, $"{least} or more points, as [[0.1, 0.2], [0.9, 0.2]]");
        return ExamplePoints(least);
    }

    private IReadOnlyList<Vector2> ReadPoints(YamlNode node, string path, int least, Func<IReadOnlyList<Vector2>, string?> check)
    {
        if (node is not YamlSequence sequence || sequence.Items.Count < least || sequence.Items.Count > PointsMax)
        {
            _context.Add(node.Line, path, $"use {least} to {PointsMax} points in parts of the frame, as [[0.1, 0.2], [0.9, 0.2]]");
            return ExamplePoints(least);
        }
        List<Vector2> points = [];
        for (int i = 0; i < sequence.Items.Count; i++)
        {
            if (TryPoint(sequence.Items[i], out Vector2 point)) points.Add(point);
            else _context.Add(sequence.Items[i].Line, $"{path}[{i}]", "a point is [x, y], each from 0 to 1, from the frame's top left corner");
        }
        if (points.Count < sequence.Items.Count) return ExamplePoints(least);
        if (check(points) is not { } problem) return points;
        _context.Add(node.Line, path, problem);
        return ExamplePoints(least);
    }

    private static bool TryPoint(YamlNode node, out Vector2 point)
    {
        point = default;
        if (node is not YamlSequence { Items: [YamlScalar x, YamlScalar y] }) return false;
        if (!Scalars.TryNumber(x.Text, out double left) || !Scalars.TryNumber(y.Text, out double top)) return false;
        point = new Vector2((float)left, (float)top);
        return left is >= 0 and <= 1 && top is >= 0 and <= 1;
    }

    private static string? CheckPolyline(IReadOnlyList<Vector2> points)
    {
        for (int i = 1; i < points.Count; i++)
            if (points[i] == points[i - 1]) return $"points {i} and {i + 1} are the same: leave one out";
        return null;
    }

    private static string? CheckPolygon(IReadOnlyList<Vector2> points)
    {
        for (int i = 0; i < points.Count; i++)
        {
            (Vector2 a, Vector2 b) = (points[i], points[(i + 1) % points.Count]);
            if (a == b) return $"corners {i + 1} and {((i + 1) % points.Count) + 1} are the same: leave one out (a polygon closes by itself)";
            for (int j = i + 2; j < points.Count; j++)
            {
                if (i == 0 && j == points.Count - 1) continue;
                if (Cross(a, b, points[j], points[(j + 1) % points.Count]))
                    return $"the edges after corners {i + 1} and {j + 1} cross each other: give the corners in their order round the area";
            }
        }
        return MathF.Abs(SignedArea(points)) < 1e-6f ? "the corners lie on one line: the area is empty" : null;
    }

    private static float SignedArea(IReadOnlyList<Vector2> points)
    {
        float area = 0;
        for (int i = 0; i < points.Count; i++) area += Turn(Vector2.Zero, points[i], points[(i + 1) % points.Count]) / 2;
        return area;
    }

    // Properly: in a point that is inside both.
    private static bool Cross(Vector2 a, Vector2 b, Vector2 c, Vector2 d) =>
        Turn(a, b, c) * Turn(a, b, d) < 0 && Turn(c, d, a) * Turn(c, d, b) < 0;

    private static float Turn(Vector2 a, Vector2 b, Vector2 c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));

    private static Vector2[] ExamplePoints(int count) => count == 2 ? [new(0, 0), new(1, 1)] : [new(0, 0), new(1, 0), new(1, 1)];

    // To a hundredth of a thousandth of the frame: finer than a pixel of any camera.
    private static JsonArray ToJson(IReadOnlyList<Vector2> points) =>
        [.. points.Select(p => (JsonNode?)new JsonArray(Math.Round((double)p.X, 5), Math.Round((double)p.Y, 5)))];

    private static JsonObject PointSchema(int least) => new()
    {
        ["type"] = "array",
        ["minItems"] = least,
        ["maxItems"] = PointsMax,
        ["items"] = new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = 2,
            ["maxItems"] = 2,
            ["items"] = new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 },
        },
    };
}
