namespace SafeCity.Edge.Inference.Frames;

/// <summary>An axis-aligned box in parts of the frame: [0,1], origin top left.</summary>
public readonly record struct BoundingBox(float X, float Y, float Width, float Height)
{
    /// <summary>Right edge.</summary>
    public float Right => X + Width;

    /// <summary>Bottom edge.</summary>
    public float Bottom => Y + Height;

    /// <summary>Horizontal centre.</summary>
    public float CenterX => X + (Width / 2);

    /// <summary>Vertical centre.</summary>
    public float CenterY => Y + (Height / 2);

    /// <summary>Width times height; 0 for an empty box.</summary>
    public float Area => Width > 0 && Height > 0 ? Width * Height : 0;

    /// <summary>Area of the overlap over area of the union, 0..1.</summary>
    public static float IntersectionOverUnion(in BoundingBox a, in BoundingBox b)
    {
        float overlap = IntersectionArea(a, b);
        return overlap > 0 ? overlap / (a.Area + b.Area - overlap) : 0;
    }

    /// <summary>Area of the overlap; 0 if there is none.</summary>
    public static float IntersectionArea(in BoundingBox a, in BoundingBox b)
    {
        float width = MathF.Min(a.Right, b.Right) - MathF.Max(a.X, b.X);
        float height = MathF.Min(a.Bottom, b.Bottom) - MathF.Max(a.Y, b.Y);
        return width > 0 && height > 0 ? width * height : 0;
    }

    /// <summary>The part that lies inside the frame.</summary>
    public BoundingBox ClipToFrame()
    {
        float x = Math.Clamp(X, 0, 1), y = Math.Clamp(Y, 0, 1);
        return new BoundingBox(x, y, Math.Clamp(Right, 0, 1) - x, Math.Clamp(Bottom, 0, 1) - y);
    }
}
