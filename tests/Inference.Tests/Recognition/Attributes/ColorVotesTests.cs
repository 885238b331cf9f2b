using SafeCity.Edge.Inference.Recognition.Attributes;

namespace SafeCity.Edge.Inference.Tests.Recognition.Attributes;

public class ColorVotesTests
{
    private readonly ColorVotes _votes = new();
    private readonly ObjectColor[] _colors = new ObjectColor[3];

    [Fact]
    public void The_colour_of_most_of_the_track_wins_over_a_frame_in_the_shade()
    {
        for (int i = 0; i < 5; i++) _votes.Add([new ObjectColor(ColorName.Red, 200, 20, 20, 0.8f), new ObjectColor(ColorName.Gray, 90, 90, 90, 0.2f)], 1);
        _votes.Add([new ObjectColor(ColorName.Black, 20, 20, 20, 1)], 1);
        Assert.Equal(1, _votes.Result(_colors));
        Assert.Equal(new ObjectColor(ColorName.Red, 200, 20, 20, 4f / 6), _colors[0]);
        Assert.Equal(6, _votes.Votes);
    }

    [Fact]
    public void A_better_seen_frame_has_more_say()
    {
        _votes.Add([new ObjectColor(ColorName.Blue, 0, 0, 200, 1)], 3);
        _votes.Add([new ObjectColor(ColorName.Black, 10, 10, 10, 1)], 1);
        Assert.Equal(2, _votes.Result(_colors));
        Assert.Equal((ColorName.Blue, 0.75f), (_colors[0].Name, _colors[0].Score));
    }

    [Fact]
    public void The_order_of_the_frames_does_not_matter()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            // Scores and weights of eighths: their sums are exact, whatever the order.
            ObjectColor[] frames = [.. Enumerable.Range(0, 20).Select(_ => new ObjectColor((ColorName)random.Next(13), (byte)random.Next(256), 9, 9, random.Next(1, 9) / 8f))];
            ObjectColor[] shuffled = [.. frames];
            random.Shuffle(shuffled);
            ColorVotes other = new();
            _votes.Clear();
            foreach (ObjectColor frame in frames) _votes.Add([frame], 0.5f);
            foreach (ObjectColor frame in shuffled) other.Add([frame], 0.5f);
            ObjectColor[] expected = new ObjectColor[3], found = new ObjectColor[3];
            Assert.Equal(_votes.Result(expected, 0), other.Result(found, 0));
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Nothing_comes_of_no_votes_and_of_frames_without_colour()
    {
        Assert.Equal(0, _votes.Result(_colors));
        _votes.Add([], 1);
        Assert.Equal((0, 0), (_votes.Result(_colors), _votes.Votes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_weight_that_is_none_is_refused(float weight) => Assert.Throws<ArgumentOutOfRangeException>(() => _votes.Add([], weight));
}
