using System.Numerics;

namespace SafeCity.Edge.Agent.Rules.Geometry;

/// <summary>A line from A to B in heights of the frame. Its right is the right hand of who walks from A to B on the picture.</summary>
internal readonly struct DirectedLine
{
    private readonly Vector2 _along;

    /// <summary>Takes ends in parts of the frame.</summary>
    internal DirectedLine(Vector2 a, Vector2 b, float aspect)
    {
        A = new Vector2(a.X * aspect, a.Y);
        B = new Vector2(b.X * aspect, b.Y);
        Length = Vector2.Distance(A, B);
        _along = (B - A) / Length;
    }

    internal Vector2 A { get; }

    internal Vector2 B { get; }

    internal float Length { get; }

    /// <summary>Distance from the endless line, positive on its right, in heights of the frame.</summary>
    internal double Side(Vector2 point)
    {
        // y grows downwards, so this product is positive to the right.
        return ((double)_along.X * (point.Y - A.Y)) - ((double)_along.Y * (point.X - A.X));
    }

    /// <summary>Whether a point's foot on the endless line lies between A and B.</summary>
    internal bool Spans(Vector2 point)
    {
        float along = Vector2.Dot(point - A, _along);
        return along >= 0 && along <= Length;
    }
}
