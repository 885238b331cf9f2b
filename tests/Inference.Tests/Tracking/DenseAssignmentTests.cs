namespace SafeCity.Edge.Inference.Tests.Tracking;

public class DenseAssignmentTests
{
    private const float Limit = 0.8f;

    [Fact]
    public void Assignment_equals_the_best_of_all_assignments()
    {
        DenseAssignment assignment = new();
        for (int seed = 0; seed < 400; seed++)
        {
            Random random = new(seed);
            int rows = random.Next(1, 6), columns = random.Next(1, 6);
            float[,] cost = new float[rows, columns];
            assignment.Begin(rows, columns, Limit);
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < columns; c++) assignment.SetCost(r, c, cost[r, c] = MathF.Min(Limit, random.NextSingle() * 1.5f));
            }
            int[] chosen = assignment.Solve().ToArray();
            Assert.Equal(rows, chosen.Distinct().Count());
            double total = chosen.Select((c, r) => c < columns ? cost[r, c] : Limit).Sum();
            Assert.True(Math.Abs(total - Best(cost, 0, 0)) < 1e-4, $"seed {seed}: {total} instead of {Best(cost, 0, 0)}");
        }
    }

    private static double Best(float[,] cost, int row, int taken)
    {
        if (row == cost.GetLength(0)) return 0;
        double best = Limit + Best(cost, row + 1, taken);
        for (int c = 0; c < cost.GetLength(1); c++)
            if ((taken & (1 << c)) == 0) best = Math.Min(best, cost[row, c] + Best(cost, row + 1, taken | (1 << c)));
        return best;
    }
}
