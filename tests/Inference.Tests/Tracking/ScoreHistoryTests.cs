using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

public class ScoreHistoryTests
{
    [Theory]
    [InlineData(new float[0], 0)]
    [InlineData(new[] { 0.6f }, 0.6f)]
    [InlineData(new[] { 0.9f, 0.5f }, 0.7f)]
    [InlineData(new[] { 0.9f, 0, 0.5f }, 0.5f)]
    public void The_median_is_the_middle_or_the_mean_of_the_middle_two(float[] scores, float median)
    {
        ScoreHistory history = default;
        foreach (float score in scores) history.Add(score);
        Assert.Equal(median, history.Median(), 1e-6f);
    }

    [Fact]
    public void Only_the_newest_ten_scores_count()
    {
        ScoreHistory history = default;
        for (int i = 0; i < 20; i++) history.Add(1);
        for (int i = 0; i < 4; i++) history.Add(0);
        Assert.Equal(1, history.Median());
        history.Add(0);
        Assert.Equal(0.5f, history.Median());
        history.Add(0);
        Assert.Equal(0, history.Median());
    }
}
