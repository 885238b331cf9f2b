namespace SafeCity.Edge.Agent.Rules.Calibration;

/// <summary>Small linear systems by Gaussian elimination with partial pivoting.</summary>
internal static class LinearSystem
{
    private const double PivotMin = 1e-12;

    /// <summary>Solves n equations for n numbers; null if they do not determine them.</summary>
    /// <param name="rows">n rows of n coefficients and the right side; used up.</param>
    internal static double[]? Solve(double[,] rows)
    {
        int n = rows.GetLength(0);
        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < n; row++)
                if (Math.Abs(rows[row, column]) > Math.Abs(rows[pivot, column])) pivot = row;
            if (Math.Abs(rows[pivot, column]) < PivotMin) return null;
            for (int c = 0; c <= n; c++) (rows[column, c], rows[pivot, c]) = (rows[pivot, c], rows[column, c]);
            for (int row = 0; row < n; row++)
            {
                if (row == column) continue;
                double factor = rows[row, column] / rows[column, column];
                for (int c = column; c <= n; c++) rows[row, c] -= factor * rows[column, c];
            }
        }
        double[] result = new double[n];
        for (int i = 0; i < n; i++) result[i] = rows[i, n] / rows[i, i];
        return result;
    }
}
