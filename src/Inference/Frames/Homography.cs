using System.Numerics;

namespace SafeCity.Edge.Inference.Frames;

/// <summary>
/// The projective map of the unit square onto a quadrilateral (Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989,
/// section 2.2.3).
/// </summary>
internal readonly struct Homography
{
    private readonly float _a, _b, _c, _d, _e, _f, _g, _h;

    internal Homography(in Quad quad)
    {
        Vector2 p0 = quad.TopLeft, p1 = quad.TopRight, p2 = quad.BottomRight, p3 = quad.BottomLeft;
        Vector2 sum = p0 - p1 + p2 - p3, right = p1 - p2, down = p3 - p2;
        float determinant = (right.X * down.Y) - (right.Y * down.X);
        // A quadrilateral without area has no map; without the projective part the points stay on it.
        if (determinant != 0)
        {
            _g = ((sum.X * down.Y) - (sum.Y * down.X)) / determinant;
            _h = ((right.X * sum.Y) - (right.Y * sum.X)) / determinant;
        }
        _a = p1.X - p0.X + (_g * p1.X);
        _b = p3.X - p0.X + (_h * p3.X);
        _c = p0.X;
        _d = p1.Y - p0.Y + (_g * p1.Y);
        _e = p3.Y - p0.Y + (_h * p3.Y);
        _f = p0.Y;
    }

    /// <summary>Where a point of the unit square goes.</summary>
    internal Vector2 Map(float u, float v)
    {
        float w = (_g * u) + (_h * v) + 1;
        return new Vector2(((_a * u) + (_b * v) + _c) / w, ((_d * u) + (_e * v) + _f) / w);
    }
}
