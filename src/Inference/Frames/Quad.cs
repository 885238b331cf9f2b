using System.Numerics;

namespace SafeCity.Edge.Inference.Frames;

/// <summary>Four corners, clockwise from the top left as its content is read; parts of the frame unless a member says otherwise.</summary>
/// <param name="TopLeft">Where the content begins.</param>
/// <param name="TopRight">End of its upper edge.</param>
/// <param name="BottomRight">End of its lower edge.</param>
/// <param name="BottomLeft">Begin of its lower edge.</param>
public readonly record struct Quad(Vector2 TopLeft, Vector2 TopRight, Vector2 BottomRight, Vector2 BottomLeft)
{
    /// <summary>The upright box round it.</summary>
    public BoundingBox Bounds
    {
        get
        {
            Vector2 low = Vector2.Min(Vector2.Min(TopLeft, TopRight), Vector2.Min(BottomRight, BottomLeft));
            Vector2 high = Vector2.Max(Vector2.Max(TopLeft, TopRight), Vector2.Max(BottomRight, BottomLeft));
            return new BoundingBox(low.X, low.Y, high.X - low.X, high.Y - low.Y);
        }
    }

    /// <summary>Mean length of the upper and the lower edge.</summary>
    public float Length => (Vector2.Distance(TopLeft, TopRight) + Vector2.Distance(BottomLeft, BottomRight)) / 2;

    /// <summary>Mean length of the left and the right edge.</summary>
    public float Rise => (Vector2.Distance(TopLeft, BottomLeft) + Vector2.Distance(TopRight, BottomRight)) / 2;

    /// <summary>The mean of the corners.</summary>
    public Vector2 Center => (TopLeft + TopRight + BottomRight + BottomLeft) / 4;

    /// <summary>True if every corner is a finite number.</summary>
    public bool IsFinite
    {
        get
        {
            Vector2 sum = Vector2.Abs(TopLeft) + Vector2.Abs(TopRight) + Vector2.Abs(BottomRight) + Vector2.Abs(BottomLeft);
            return float.IsFinite(sum.X + sum.Y);
        }
    }

    /// <summary>An upright one.</summary>
    public static Quad FromBox(in BoundingBox box) => new(
        new Vector2(box.X, box.Y), new Vector2(box.Right, box.Y), new Vector2(box.Right, box.Bottom), new Vector2(box.X, box.Bottom));

    /// <summary>Scales each axis, for example by the size of the frame, which gives pixels.</summary>
    public Quad Scale(float x, float y)
    {
        Vector2 factor = new(x, y);
        return new Quad(TopLeft * factor, TopRight * factor, BottomRight * factor, BottomLeft * factor);
    }

    /// <summary>Moves its edges outwards along its own sides, each by a part of the side; negative: inwards.</summary>
    public Quad Grow(float left, float top, float right, float bottom) =>
        new(At(-left, -top), At(1 + right, -top), At(1 + right, 1 + bottom), At(-left, 1 + bottom));

    /// <summary>The point at u of the way to the right and v of the way down (bilinear; also outside 0..1).</summary>
    public Vector2 At(float u, float v)
    {
        Vector2 upper = TopLeft + ((TopRight - TopLeft) * u), lower = BottomLeft + ((BottomRight - BottomLeft) * u);
        return upper + ((lower - upper) * v);
    }
}
