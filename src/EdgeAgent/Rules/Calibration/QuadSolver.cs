using System.Numerics;
using SafeCity.Edge.Agent.Rules.Definitions;

namespace SafeCity.Edge.Agent.Rules.Calibration;

/// <summary>
/// Finds four places on a plane by the distances between them (least squares, Levenberg-Marquardt). Of the two mirrored answers it takes
/// the one that is turned as the points are on the picture, since a camera looks at the ground from above.
/// </summary>
internal static class QuadSolver
{
    private const int StepsMax = 200;
    private const double ErrorMax = 0.25;
    // The first point lies at the origin, the second on the x axis: five numbers remain.
    private const int Unknowns = 5;

    /// <summary>The places in metres; null if no places have about these distances.</summary>
    internal static Vector2[]? Solve(IReadOnlyList<Vector2> picture, IReadOnlyList<GroundDistance> distances)
    {
        double[]? best = null;
        double bestError = double.MaxValue;
        foreach (double[] start in Starts(picture, distances))
        {
            double error = Descend(start, distances);
            if (!(error < bestError) || IsMirrored(picture, start)) continue;
            bestError = error;
            best = start;
        }
        if (best is null || Math.Sqrt(bestError / distances.Count) > ErrorMax) return null;
        return [.. Enumerable.Range(0, 4).Select(i => new Vector2((float)PlaceOf(best, i).X, (float)PlaceOf(best, i).Y))];
    }

    private static IEnumerable<double[]> Starts(IReadOnlyList<Vector2> picture, IReadOnlyList<GroundDistance> distances)
    {
        double mean = distances.Average(d => d.Meters);
        Vector2 first = picture[1] - picture[0];
        double length = Math.Max(first.Length(), 1e-6), scale = mean / length;
        foreach (double stretch in new[] { 1, 2, 4, 0.5 })
        {
            double[] start = new double[Unknowns];
            start[0] = length * scale;
            for (int i = 2; i < 4; i++)
            {
                Vector2 p = picture[i] - picture[0];
                start[(2 * i) - 3] = Vector2.Dot(p, first) / length * scale;
                start[(2 * i) - 2] = ((first.X * p.Y) - (first.Y * p.X)) / length * scale * stretch;
            }
            yield return start;
        }
    }

    private static (double X, double Y) PlaceOf(double[] p, int point) => point switch
    {
        0 => (0, 0),
        1 => (p[0], 0),
        2 => (p[1], p[2]),
        _ => (p[3], p[4]),
    };

    private static bool IsMirrored(IReadOnlyList<Vector2> picture, double[] p)
    {
        double Area(Func<int, (double X, double Y)> at)
        {
            double sum = 0;
            for (int i = 0; i < 4; i++) sum += (at(i).X * at((i + 1) % 4).Y) - (at(i).Y * at((i + 1) % 4).X);
            return sum;
        }
        return Area(i => PlaceOf(p, i)) * Area(i => (picture[i].X, picture[i].Y)) < 0;
    }

    // Relative errors: a distance of 30 m is not measured to the centimetre.
    private static double[] Errors(double[] p, IReadOnlyList<GroundDistance> distances) =>
        [.. distances.Select(d => (Math.Sqrt(Square(PlaceOf(p, d.From).X - PlaceOf(p, d.To).X) + Square(PlaceOf(p, d.From).Y - PlaceOf(p, d.To).Y)) / d.Meters) - 1)];

    private static double Square(double value) => value * value;

    // Improves the start in place; gives the sum of squares.
    private static double Descend(double[] p, IReadOnlyList<GroundDistance> distances)
    {
        double damping = 1e-3, error = Errors(p, distances).Sum(Square);
        for (int step = 0; step < StepsMax && damping < 1e9; step++)
        {
            double[] residual = Errors(p, distances);
            double[,] normal = Normal(p, residual, distances, damping);
            if (LinearSystem.Solve(normal) is not { } change) return error;
            double[] next = [.. p.Zip(change, (a, b) => a - b)];
            double after = Errors(next, distances).Sum(Square);
            if (!(after < error))
            {
                damping *= 10;
                continue;
            }
            next.CopyTo(p, 0);
            if (error - after < 1e-18) return after;
            error = after;
            damping = Math.Max(damping / 10, 1e-12);
        }
        return error;
    }

    private static double[,] Normal(double[] p, double[] residual, IReadOnlyList<GroundDistance> distances, double damping)
    {
        double[][] slopes = new double[Unknowns][];
        for (int i = 0; i < Unknowns; i++)
        {
            double[] moved = [.. p];
            double step = 1e-6 * Math.Max(1, Math.Abs(p[i]));
            moved[i] += step;
            slopes[i] = [.. Errors(moved, distances).Zip(residual, (a, b) => (a - b) / step)];
        }
        double[,] normal = new double[Unknowns, Unknowns + 1];
        for (int i = 0; i < Unknowns; i++)
        {
            for (int j = 0; j < Unknowns; j++) normal[i, j] = slopes[i].Zip(slopes[j], (a, b) => a * b).Sum();
            normal[i, i] += damping * Math.Max(normal[i, i], 1e-9);
            normal[i, Unknowns] = slopes[i].Zip(residual, (a, b) => a * b).Sum();
        }
        return normal;
    }
}
