using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Texts;

namespace SafeCity.Edge.Agent.Tests.Evaluation;

public sealed class PlateScoreTests
{
    private static readonly PixelBox Plate = new(100, 100, 100, 20);

    [Theory]
    [InlineData("", "", 0, "")]
    [InlineData("AB123", "AB123", 0, "")]
    [InlineData("AB123", "A8123", 1, "B8")]
    [InlineData("AB123", "AB12", 1, "")]
    [InlineData("AB123", "XAB123", 1, "")]
    [InlineData("AB123", "", 5, "")]
    [InlineData("KITTEN", "SITTING", 3, "KS EI")]
    [InlineData("GO0", "G0O", 2, "O0 0O")]
    public void Edits_are_counted_and_substitutions_named(string truth, string read, int distance, string substitutions)
    {
        (int found, IReadOnlyList<(char Truth, char Read)> pairs) = EditScript.Of(truth, read);
        Assert.Equal(distance, found);
        Assert.Equal(substitutions, string.Join(' ', pairs.Select(p => $"{p.Truth}{p.Read}")));
    }

    [Fact]
    public void Texts_are_compared_without_signs_between_and_folded_where_letters_look_like_digits()
    {
        Assert.Equal("BAB123", PlateText.Plain("b-ab 1·2.3"));
        Assert.Equal("京A12345", PlateText.Plain("京A·12345"));
        Assert.Equal("B0B1", PlateText.Folded("BOB-I"));
    }

    // Four plates of 5 signs: exact; O for 0; one sign wrong; not found. Exact 1/4, folded 2/4, found 3/4; edits 0 + 1 + 1 + 5 of 20.
    [Fact]
    public void Rates_are_of_all_plates_as_computed_by_hand()
    {
        PlateScore score = PlateScore.Of(
        [
            new("AB123", "AB123", 0.8), new("AB100", "AB10O", 0.6), new("AB128", "AB12B", 0.5), new("ZZ999", "", 0),
        ]);
        Assert.Equal((4, 0.75, 0.25, 0.5), (score.Plates, score.Detected, score.Exact, score.Folded));
        Assert.Equal(7 / 20.0, score.CharacterErrors, 9);
        Assert.Equal([new Confusion('0', 'O', 1), new Confusion('8', 'B', 1)], score.Confusions);
    }

    [Fact]
    public void No_plates_have_no_score_and_divide_by_nothing() => Assert.Equal(0, PlateScore.Of([]).Exact);

    [Fact]
    public void The_reading_that_overlaps_most_counts_and_each_reading_only_once()
    {
        (IReadOnlyList<PlateOutcome> outcomes, int surplus) = PlateOutcome.Pair(
            [(Plate, "AB123"), (Plate with { X = 180 }, "CD456")],
            [new(Plate with { X = 130 }, "WRONG", 0.99), new(Plate, "ab-123", 0.5), new(Plate with { X = 900 }, "FALSE", 0.9)]);
        Assert.Equal(["AB123", "WRONG"], outcomes.Select(o => o.Read));
        Assert.True(outcomes[0].IsExact && outcomes[0].IsDetected);
        Assert.False(outcomes[1].IsDetected);
        Assert.Equal(1, surplus);
    }

    [Fact]
    public void A_tight_box_round_the_letters_keeps_its_reading_and_is_not_detected()
    {
        PlateOutcome outcome =
            Assert.Single(PlateOutcome.Pair([(Plate, "AB123")], [new(new PixelBox(120, 104, 60, 12), "AB123", 1)]).Outcomes);
        Assert.Equal((true, false), (outcome.IsExact, outcome.IsDetected));
        Assert.Equal(60 * 12 / 2000.0, outcome.Overlap, 9);
    }

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    public void A_rate_has_the_interval_of_Wilsons_score(int hits, int cases, double low, double high)
    {
        // 81 of 263: Newcombe, 1998, table I; the others by hand.
        (double from, double to) = Proportion.Interval(hits, cases);
        Assert.Equal(low, from, 1e-4);
        Assert.Equal(high, to, 1e-4);
    }
}
