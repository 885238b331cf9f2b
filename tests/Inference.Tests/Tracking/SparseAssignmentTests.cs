using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

public class SparseAssignmentTests
{
    private const float Limit = 0.8f;

    [Fact]
    public void Solving_group_by_group_costs_as_little_as_solving_the_whole()
    {
        SparseAssignment sparse = new();
        DenseAssignment whole = new();
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            int rows = random.Next(1, 30), columns = random.Next(1, 30);
            double density = random.NextDouble() * 0.3;
            List<PairCost> pairs = [];
            whole.Begin(rows, columns, Limit);
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < columns; c++)
                {
                    if (random.NextDouble() >= density) continue;
                    pairs.Add(new PairCost(r, c, random.NextSingle() * Limit * 0.99f));
                    whole.SetCost(r, c, pairs[^1].Cost);
                }
            }
            double expected = whole.Solve().ToArray().Select((c, r) => c < columns ? whole.Cost(r, c) : Limit).Sum();
            int[] chosen = sparse.Solve(rows, columns, pairs.ToArray(), Limit).ToArray();
            Assert.Equal(chosen.Count(c => c >= 0), chosen.Where(c => c >= 0).Distinct().Count());
            double total = chosen.Select((c, r) => c < 0 ? Limit : (double)pairs.Single(p => p.Row == r && p.Column == c).Cost).Sum();
            Assert.True(Math.Abs(total - expected) < 1e-4, $"seed {seed}: {total} instead of {expected}");
        }
    }

    [Fact]
    public void Rows_without_pairs_get_nobody() => Assert.Equal([-1, 4, -1], new SparseAssignment().Solve(3, 5, [new PairCost(1, 4, 0.3f)], Limit).ToArray());
}
