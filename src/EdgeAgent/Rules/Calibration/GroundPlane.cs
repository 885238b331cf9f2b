using System.Numerics;
using SafeCity.Edge.Agent.Rules.Definitions;

namespace SafeCity.Edge.Agent.Rules.Calibration;

/// <summary>
/// Places on the ground in metres for points of the picture: a homography by four points (Hartley, Zisserman, "Multiple View Geometry",
/// 2003, section 4.1) whose places on the ground follow from the distances between them.
/// </summary>
internal sealed class GroundPlane
{
    private readonly double[] _h;

    private GroundPlane(double[] h) => _h = h;

    /// <summary>Root mean square of the relative errors of all distances that were not needed; null if there was none.</summary>
    internal double? RelativeError { get; private init; }

    /// <summary>The place in metres of a point in parts of the frame; not finite at and above the horizon.</summary>
    internal Vector2 ToMeters(Vector2 point)
    {
        double w = (_h[6] * point.X) + (_h[7] * point.Y) + 1;
        // Beyond the horizon the plane is seen from behind.
        if (w * HorizonSign <= 1e-6) return new Vector2(float.NaN, float.NaN);
        return new Vector2((float)(((_h[0] * point.X) + (_h[1] * point.Y) + _h[2]) / w), (float)(((_h[3] * point.X) + (_h[4] * point.Y) + _h[5]) / w));
    }

    private double HorizonSign { get; init; } = 1;

    /// <summary>Solves; null when the distances cannot belong to the points.</summary>
    /// <param name="settings">Four points, five distances or six.</param>
    internal static GroundPlane? Solve(GroundSettings settings)
    {
        Vector2[]? ground = QuadSolver.Solve(settings.Points, settings.Distances);
        if (ground is null || Homography(settings.Points, ground) is not { } h) return null;
        Vector2 middle = settings.Points.Aggregate(Vector2.Zero, (sum, p) => sum + p) / settings.Points.Count;
        GroundPlane plane = new(h) { HorizonSign = Math.Sign((h[6] * middle.X) + (h[7] * middle.Y) + 1) };
        List<double> errors = [];
        if (settings.Distances.Count > 5)
            errors.AddRange(settings.Distances.Select(d => (Vector2.Distance(ground[d.From], ground[d.To]) / d.Meters) - 1));
        errors.AddRange(settings.Checks.Select(c => (Vector2.Distance(plane.ToMeters(c.From), plane.ToMeters(c.To)) / c.Meters) - 1));
        return new GroundPlane(h)
        {
            HorizonSign = plane.HorizonSign,
            RelativeError = errors.Count == 0 ? null : Math.Sqrt(errors.Average(e => double.IsFinite(e) ? e * e : 1)),
        };
    }

    // Eight equations for eight numbers; null if three points lie on a line.
    private static double[]? Homography(IReadOnlyList<Vector2> picture, Vector2[] ground)
    {
        double[,] a = new double[8, 9];
        for (int i = 0; i < 4; i++)
        {
            (double x, double y, double u, double v) = (picture[i].X, picture[i].Y, ground[i].X, ground[i].Y);
            double[] first = [x, y, 1, 0, 0, 0, -u * x, -u * y, u], second = [0, 0, 0, x, y, 1, -v * x, -v * y, v];
            for (int c = 0; c < 9; c++) (a[2 * i, c], a[(2 * i) + 1, c]) = (first[c], second[c]);
        }
        return LinearSystem.Solve(a);
    }
}
