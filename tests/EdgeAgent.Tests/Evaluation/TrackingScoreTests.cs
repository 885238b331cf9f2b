using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Tracks;
using Xunit.Abstractions;

namespace SafeCity.Edge.Agent.Tests.Evaluation;

public sealed class TrackingScoreTests(ITestOutputHelper output)
{
    private const int Digits = 9;

    [Fact]
    public void A_perfect_track_scores_one_everywhere()
    {
        TrackingScore score = Score(([A(1)], [A(7)]), ([A(1)], [A(7)]));
        Assert.Equal((1, 1, 1), (score.Clear.Accuracy, score.Identity.F1, score.HigherOrder.Hota));
        Assert.Equal((1, 0), (score.Clear.MostlyTracked, score.Clear.MostlyLost));
    }

    // One object in four frames, numbered 1, 1, 2, 2: one switch of four labels; its best number is right in two of four frames; every
    // pair has 2 hits of 4 frames in common, so AssA is 1/2.
    [Fact]
    public void A_switch_in_the_middle_scores_as_computed_by_hand()
    {
        TrackingScore score = Score(([A(9)], [A(1)]), ([A(9)], [A(1)]), ([A(9)], [A(2)]), ([A(9)], [A(2)]));
        Assert.Equal((4, 0, 0, 1), (score.Clear.Hits, score.Clear.Misses, score.Clear.FalsePositives, score.Clear.Switches));
        Assert.Equal(0.75, score.Clear.Accuracy, Digits);
        Assert.Equal(0.5, score.Identity.F1, Digits);
        Assert.Equal((1, 0.5), (score.HigherOrder.Detection, score.HigherOrder.Association));
        Assert.Equal(Math.Sqrt(0.5), score.HigherOrder.Hota, Digits);
    }

    // Four labels: two hits, two misses, and one false box: (2 - 1) / 4. IDF1 = 2 x 2 / (4 + 3). DetA = 2 / (2 + 2 + 1). The pair has 2
    // common frames of 4 and 2: AssA = 2 / 4. The false box has a number of its own.
    [Fact]
    public void Misses_and_false_ones_score_as_computed_by_hand()
    {
        TrackingScore score = Score(([A(1)], [A(1)]), ([A(1)], [A(1), B(2)]), ([A(1)], []), ([A(1)], []));
        Assert.Equal(0.25, score.Clear.Accuracy, Digits);
        Assert.Equal(4 / 7.0, score.Identity.F1, Digits);
        Assert.Equal(0.4, score.HigherOrder.Detection, Digits);
        Assert.Equal(0.5, score.HigherOrder.Association, Digits);
        Assert.Equal(Math.Sqrt(0.2), score.HigherOrder.Hota, Digits);
        Assert.Equal((0, 0), (score.Clear.MostlyTracked, score.Clear.MostlyLost));
    }

    // 80x80 in 100x100 overlaps by 0.64: right for the twelve overlaps up to 0.60, wrong for the seven above.
    [Fact]
    public void Loose_boxes_count_for_the_overlaps_that_they_reach()
    {
        TrackingScore score = Score(([new(1, new(0, 0, 100, 100))], [new(1, new(0, 0, 80, 80))]));
        Assert.Equal(12 / 19.0, score.HigherOrder.Hota, Digits);
        Assert.Equal(((12 * 0.64) + 7) / 19, score.HigherOrder.Localization, Digits);
        Assert.Equal(0.64, score.Clear.Precision, Digits);
    }

    [Fact]
    public void A_pair_is_kept_while_it_overlaps_enough_though_another_fits_better()
    {
        // In the second frame track 1 overlaps by 0.64 still, and the newcomer fits exactly: it is false, and nothing switched.
        TrackingScore score = Score(([A(5)], [A(1)]), ([A(5)], [new(1, new(0, 0, 80, 80)), A(2)]));
        Assert.Equal((2, 1, 0), (score.Clear.Hits, score.Clear.FalsePositives, score.Clear.Switches));
    }

    [Fact]
    public void Another_number_after_a_gap_is_a_switch_and_the_same_one_is_not()
    {
        Assert.Equal(1, Score(([A(5)], [A(1)]), ([A(5)], []), ([A(5)], [A(2)])).Clear.Switches);
        Assert.Equal(0, Score(([A(5)], [A(1)]), ([A(5)], []), ([A(5)], [A(1)])).Clear.Switches);
    }

    // Two objects in four frames swap their numbers in the last: 2 switches; each keeps 3 of 4.
    [Fact]
    public void Swapped_numbers_cost_identity_and_not_detection()
    {
        TrackingScore score =
            Score(([A(1), B(2)], [A(1), B(2)]), ([A(1), B(2)], [A(1), B(2)]), ([A(1), B(2)], [A(1), B(2)]), ([A(1), B(2)], [B(1), A(2)]));
        Assert.Equal(2, score.Clear.Switches);
        Assert.Equal(0.75, score.Identity.F1, Digits);
        Assert.Equal(1, score.HigherOrder.Detection);
        // Pairs of equal numbers have 3 hits of 5 frames in either, twice; swapped ones 1 of 7: (6 x 3/5 + 2 x 1/7) / 8.
        Assert.Equal(((6 * 3 / 5.0) + (2 / 7.0)) / 8, score.HigherOrder.Association, Digits);
    }

    [Fact]
    public void The_row_of_all_sequences_adds_counts()
    {
        TrackingScore good = Score(([A(1)], [A(1)]), ([A(1)], [A(1)]), ([A(1)], [A(1)])), bad = Score(([A(1)], []));
        TrackingScore all = TrackingScore.Combine([good, bad]);
        Assert.Equal((0.75, 6 / 7.0), (all.Clear.Accuracy, all.Identity.F1));
        Assert.Equal((0.75, 1), (all.HigherOrder.Detection, all.HigherOrder.Association));
        Assert.Equal((4, TrackingScore.Combined), (all.Frames, all.Name));
    }

    [Fact]
    public void Sequences_without_anything_score_without_dividing_by_zero()
    {
        Assert.Equal(0, Score(([], [])).Clear.Accuracy);
        TrackingScore onlyFalse = Score(([], [A(1)]));
        Assert.Equal((-1, 0, 0), (onlyFalse.Clear.Accuracy, onlyFalse.Identity.F1, onlyFalse.HigherOrder.Hota));
        Assert.Equal((0, 1), (Score(([A(1)], [])).Clear.Accuracy, Score(([A(1)], [])).Clear.MostlyLost));
    }

    [Fact]
    public void Numbers_and_the_order_of_boxes_do_not_matter()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            output.WriteLine($"seed {seed}");
            Random random = new(seed);
            TrackFrame[] frames = [.. Enumerable.Range(0, 12).Select(i => RandomFrame(random, i))];
            TrackFrame[] renamed = [.. frames.Select(f => new TrackFrame(
                [.. f.Truth.Select(t => t with { Id = 1000 - (t.Id * 7) }).OrderBy(_ => random.Next())],
                    [.. f.Found.Select(t => t with { Id = (t.Id * 3) + 5 }).OrderBy(_ => random.Next())]))];
            TrackingScore a = TrackingScore.Of(new("s", frames)), b = TrackingScore.Of(new("s", renamed));
            Assert.Equal(a.Clear.Accuracy, b.Clear.Accuracy, Digits);
            Assert.Equal(a.Identity.F1, b.Identity.F1, Digits);
            Assert.Equal(a.HigherOrder.Hota, b.HigherOrder.Hota, Digits);
        }
    }

    private static TrackFrame RandomFrame(Random random, int index)
    {
        List<TrackedBox> truth = [], found = [];
        for (int id = 0; id < 4; id++)
        {
            PixelBox box = new((id * 60) + (index * 5), 100, 50 + random.NextDouble(), 100);
            if (random.Next(5) > 0) truth.Add(new(id, box));
            if (random.Next(5) > 0) found.Add(new(index > 6 && id < 2 ? 1 - id : id, box with { X = box.X + (random.NextDouble() * 20) }));
        }
        return new TrackFrame(truth, found);
    }

    private static TrackedBox A(int id) => new(id, new PixelBox(0, 0, 100, 100));

    private static TrackedBox B(int id) => new(id, new PixelBox(500, 0, 100, 100));

    private static TrackingScore Score(params (TrackedBox[] Truth, TrackedBox[] Found)[] frames) =>
        TrackingScore.Of(new TrackSequence("s", [.. frames.Select(f => new TrackFrame(f.Truth, f.Found))]));
}
