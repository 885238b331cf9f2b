using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Frames;

/// <summary>Straightening as its definition says it, in double precision: eight equations for the map, one sample after the other.</summary>
internal static class NaivePerspective
{
    /// <summary>Red, green and blue (or grey three times) of a target pixel.</summary>
    internal static double[] Color(TestPicture picture, Quad pixels, (int Width, int Height) target, (int X, int Y) at)
    {
        double[] map = Solve(pixels);
        int across = Samples(pixels.Length / target.Width), down = Samples(pixels.Rise / target.Height);
        double luma = 0;
        for (int j = 0; j < down; j++)
        {
            for (int i = 0; i < across; i++)
            {
                (double x, double y) = Map(map, (at.X + ((i + 0.5) / across)) / target.Width, (at.Y + ((j + 0.5) / down)) / target.Height);
                luma += Bilinear(picture.LumaAt, x, y, picture.Width, picture.Height);
            }
        }
        luma /= across * down;
        if (picture.Layout == PixelLayout.Gray8)
        {
            double gray = Math.Clamp(picture.FullRange ? luma : (luma - 16) / 219 * 255, 0, 255);
            return [gray, gray, gray];
        }
        (double cx, double cy) = Map(map, (at.X + 0.5) / target.Width, (at.Y + 0.5) / target.Height);
        double siting = picture.FullRange ? 0 : 0.25;
        int width = (picture.Width + 1) / 2, height = (picture.Height + 1) / 2;
        double u = Bilinear(picture.UAt, (cx / 2) + siting, cy / 2, width, height), v = Bilinear(picture.VAt, (cx / 2) + siting, cy / 2, width, height);
        double ey = picture.FullRange ? luma / 255 : (luma - 16) / 219, pb = (u - 128) / (picture.FullRange ? 255 : 224), pr = (v - 128) / (picture.FullRange ? 255 : 224);
        (double kr, double kg, double kb) = picture.Matrix == ColorMatrix.Bt709 ? (0.2126, 0.7152, 0.0722) : (0.299, 0.587, 0.114);
        double red = ey + (2 * (1 - kr) * pr), blue = ey + (2 * (1 - kb) * pb), green = (ey - (kr * red) - (kb * blue)) / kg;
        return [Math.Clamp(red * 255, 0, 255), Math.Clamp(green * 255, 0, 255), Math.Clamp(blue * 255, 0, 255)];
    }

    private static int Samples(double pixelsEach) => Math.Clamp((int)Math.Ceiling(pixelsEach - 0.25), 1, 6);

    private static double Bilinear(Func<int, int, double> at, double x, double y, int width, int height)
    {
        x = Math.Clamp(x - 0.5, 0, width - 1);
        y = Math.Clamp(y - 0.5, 0, height - 1);
        int left = (int)x, top = (int)y, right = Math.Min(left + 1, width - 1), bottom = Math.Min(top + 1, height - 1);
        double fx = x - left, fy = y - top;
        return ((1 - fx) * (1 - fy) * at(left, top)) + (fx * (1 - fy) * at(right, top)) + ((1 - fx) * fy * at(left, bottom)) + (fx * fy * at(right, bottom));
    }

    private static (double X, double Y) Map(double[] m, double u, double v)
    {
        double w = (m[6] * u) + (m[7] * v) + 1;
        return (((m[0] * u) + (m[1] * v) + m[2]) / w, ((m[3] * u) + (m[4] * v) + m[5]) / w);
    }

    // x = (m0 u + m1 v + m2) / (m6 u + m7 v + 1), y likewise, at the four corners: Gauss-Jordan elimination with pivoting.
    private static double[] Solve(Quad q)
    {
        (double U, double V, double X, double Y)[] corners =
            [(0, 0, q.TopLeft.X, q.TopLeft.Y), (1, 0, q.TopRight.X, q.TopRight.Y), (1, 1, q.BottomRight.X, q.BottomRight.Y), (0, 1, q.BottomLeft.X, q.BottomLeft.Y)];
        double[][] rows = new double[8][];
        for (int i = 0; i < 4; i++)
        {
            (double u, double v, double x, double y) = corners[i];
            rows[2 * i] = [u, v, 1, 0, 0, 0, -u * x, -v * x, x];
            rows[(2 * i) + 1] = [0, 0, 0, u, v, 1, -u * y, -v * y, y];
        }
        for (int column = 0; column < 8; column++)
        {
            int pivot = Enumerable.Range(column, 8 - column).MaxBy(r => Math.Abs(rows[r][column]));
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            for (int r = 0; r < 8; r++)
            {
                if (r == column) continue;
                double factor = rows[r][column] / rows[column][column];
                for (int c = column; c < 9; c++) rows[r][c] -= factor * rows[column][c];
            }
        }
        return [.. Enumerable.Range(0, 8).Select(i => rows[i][8] / rows[i][i])];
    }
}
