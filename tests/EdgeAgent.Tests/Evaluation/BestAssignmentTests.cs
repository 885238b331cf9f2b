using SafeCity.Edge.Agent.Evaluation.Tracks;
using Xunit.Abstractions;

namespace SafeCity.Edge.Agent.Tests.Evaluation;

public sealed class BestAssignmentTests(ITestOutputHelper output)
{
    [Fact]
    public void Nothing_is_assigned_to_nobody() => Assert.Equal([-1, -1], BestAssignment.Solve(new double[2, 0]));

    [Fact]
    public void No_rows_need_no_columns() => Assert.Empty(BestAssignment.Solve(new double[0, 3]));

    [Fact]
    public void The_sum_counts_and_not_the_best_single_pair() =>
        Assert.Equal([1, 0], BestAssignment.Solve(new[,] { { 0.9, 0.8 }, { 0.8, 0.1 } }));

    [Fact]
    public void The_sum_is_the_largest_of_all_permutations()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            output.WriteLine($"seed {seed}");
            Random random = new(seed);
            double[,] scores = new double[random.Next(1, 6), random.Next(1, 6)];
            for (int r = 0; r < scores.GetLength(0); r++)
            {
                for (int c = 0; c < scores.GetLength(1); c++) scores[r, c] = random.Next(3) == 0 ? 0 : random.NextDouble();
            }
            int[] columns = BestAssignment.Solve(scores);
            int[] given = [.. columns.Where(c => c >= 0)];
            Assert.Equal(given.Length, given.Distinct().Count());
            Assert.Equal(Math.Min(scores.GetLength(0), scores.GetLength(1)), given.Length);
            Assert.Equal(Best(scores, 0, []), columns.Select((c, r) => c < 0 ? 0 : scores[r, c]).Sum(), 12);
        }
    }

    private static double Best(double[,] scores, int row, HashSet<int> taken)
    {
        if (row == scores.GetLength(0)) return 0;
        double best = Best(scores, row + 1, taken);
        for (int c = 0; c < scores.GetLength(1); c++)
        {
            if (!taken.Add(c)) continue;
            best = Math.Max(best, scores[row, c] + Best(scores, row + 1, taken));
            taken.Remove(c);
        }
        return best;
    }
}
