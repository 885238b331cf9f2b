using System.Numerics;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;

namespace SafeCity.Edge.Agent.Overlay;

/// <summary>Rules on a picture: regions, lines with the side that counts as in, and what each rule says at the moment.</summary>
internal static class RuleOverlay
{
    private const int TickParts = 24;

    /// <summary>Draws all rules.</summary>
    /// <param name="canvas">A picture of the whole frame.</param>
    /// <param name="rules">As they stand.</param>
    /// <param name="lit">Places of rules that have told something a moment ago: drawn thicker.</param>
    internal static void Draw(in Canvas canvas, IReadOnlyList<Rule> rules, IReadOnlySet<int> lit)
    {
        int scale = TrackOverlay.ScaleFor(canvas.Height);
        for (int i = 0; i < rules.Count; i++)
        {
            RuleSettings settings = rules[i].Context.Settings;
            OverlayColor color = OverlayColor.ForNumber(i + 3);
            int thickness = (lit.Contains(i) ? 3 : 1) * (scale + 1);
            if (settings.Polygon is { } polygon) Outline(canvas, polygon, thickness, color);
            if (settings.Line is { } line) Gate(canvas, line, settings.In == CrossingMode.Left, (thickness, color));
        }
        int row = Canvas.LabelSize("A", scale).Height + scale;
        for (int i = 0; i < rules.Count; i++)
        {
            string text = $"{rules[i].Context.Definition.Name}: {rules[i].Display}";
            OverlayColor color = lit.Contains(i) ? OverlayColor.White : OverlayColor.ForNumber(i + 3);
            canvas.Label(0, row * (i + 1), text, scale, color);
        }
    }

    private static void Outline(in Canvas canvas, IReadOnlyList<Vector2> points, int thickness, OverlayColor color)
    {
        for (int i = 0; i < points.Count; i++) Segment(canvas, points[i], points[(i + 1) % points.Count], thickness, color);
    }

    // A short stroke from the middle shows the side to which a crossing counts as in.
    private static void Gate(in Canvas canvas, IReadOnlyList<Vector2> line, bool inIsLeft, (int Thickness, OverlayColor Color) pen)
    {
        Segment(canvas, line[0], line[1], pen.Thickness, pen.Color);
        Vector2 a = new(line[0].X * canvas.Width, line[0].Y * canvas.Height), b = new(line[1].X * canvas.Width, line[1].Y * canvas.Height);
        Vector2 along = Vector2.Normalize(b - a), side = new(-along.Y, along.X), middle = (a + b) / 2;
        Vector2 tip = middle + (side * (canvas.Height / (float)TickParts * (inIsLeft ? -1 : 1)));
        canvas.Line(middle.X, middle.Y, tip.X, tip.Y, pen.Thickness, pen.Color);
        Vector2 barb = (middle - tip) / 2;
        foreach (float turn in (ReadOnlySpan<float>)[0.6f, -0.6f])
        {
            Vector2 end = tip + Vector2.Transform(barb, Matrix3x2.CreateRotation(turn));
            canvas.Line(tip.X, tip.Y, end.X, end.Y, pen.Thickness, pen.Color);
        }
    }

    private static void Segment(in Canvas canvas, Vector2 a, Vector2 b, int thickness, OverlayColor color) =>
        canvas.Line(a.X * canvas.Width, a.Y * canvas.Height, b.X * canvas.Width, b.Y * canvas.Height, thickness, color);
}
