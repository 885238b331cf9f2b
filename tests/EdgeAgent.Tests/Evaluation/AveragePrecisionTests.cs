using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Boxes;
using Xunit.Abstractions;

namespace SafeCity.Edge.Agent.Tests.Evaluation;

public sealed class AveragePrecisionTests(ITestOutputHelper output)
{
    private const int Digits = 9;

    [Fact]
    public void Boxes_that_are_all_right_score_one_at_every_overlap()
    {
        BoxScore score =
            AveragePrecision.Of([new("a", [Truth(0, 0, 50, 50), Truth(100, 0, 50, 50, 1)],
                [Found(0, 0, 50, 50, 0.3), Found(100, 0, 50, 50, 0.2, 1)])]);
        Assert.Equal((1, 1, 1, 1), (score.Ap, score.Ap50, score.Ap75, score.Recall));
    }

    // Best first: right at overlap 1; false; right at overlap 0.64 (80x80 in 100x100). Precisions 1, 1/2, 2/3, made monotone 1, 2/3,
    // 2/3; recalls 1/2, 1/2, 1. The 51 recall points up to 0.50 see 1, the other 50 see 2/3: (51 + 50 x 2/3) / 101. From overlap 0.65
    // on the third one is false too: 51 / 101.
    [Fact]
    public void A_case_computed_by_hand_scores_as_computed()
    {
        BoxScore score = AveragePrecision.Of(
        [
            new("a", [Truth(0, 0, 100, 100), Truth(500, 0, 100, 100)],
                [Found(500, 0, 80, 80, 0.7), Found(0, 0, 100, 100, 0.9), Found(0, 500, 100, 100, 0.8)]),
        ]);
        double upTo64 = (51 + (50 * 2.0 / 3)) / 101, above = 51 / 101.0;
        Assert.Equal(upTo64, score.Ap50!.Value, Digits);
        Assert.Equal(above, score.Ap75!.Value, Digits);
        Assert.Equal(((3 * upTo64) + (7 * above)) / 10, score.Ap!.Value, Digits);
        Assert.Equal(((3 * 1) + (7 * 0.5)) / 10, score.Recall!.Value, Digits);
    }

    [Fact]
    public void The_mean_is_over_classes_and_a_class_that_is_not_labelled_does_not_count()
    {
        BoxScore score =
            AveragePrecision.Of([new("a", [Truth(0, 0, 50, 50), Truth(100, 0, 50, 50, 1)],
                [Found(0, 0, 50, 50, 0.9), Found(0, 0, 50, 50, 0.9, 7)])]);
        Assert.Equal([0, 1], score.Classes.Select(c => c.ClassId));
        Assert.Equal(0.5, score.Ap!.Value, Digits);
    }

    [Fact]
    public void Found_boxes_in_a_crowd_are_neither_right_nor_false_and_the_crowd_is_no_miss()
    {
        BoxTruth crowd = Truth(200, 0, 200, 100) with { IsIgnored = true };
        BoxScore score = AveragePrecision.Of(
            [new("a", [crowd, Truth(0, 0, 50, 50)],
                [Found(210, 10, 20, 50, 0.99), Found(240, 10, 20, 50, 0.98), Found(0, 0, 50, 50, 0.5)])]);
        Assert.Equal(1, score.Ap!.Value, Digits);
        Assert.Equal(1, score.Classes[0].Truths);
    }

    [Fact]
    public void A_label_is_taken_by_one_found_box_only()
    {
        // The second one is false, but comes after full recall: precision at every recall stays 1.
        Assert.Equal(1, AveragePrecision.Of([new("a", [Truth(0, 0, 50, 50)], [Found(0, 0, 50, 50, 0.9), Found(0, 0, 50, 50, 0.8)])]).Ap);
        // Now the twin stands before the second right one: precisions 1, 1/2, 2/3.
        BoxScore score = AveragePrecision.Of(
            [new("a", [Truth(0, 0, 50, 50), Truth(100, 0, 50, 50)],
                [Found(0, 0, 50, 50, 0.9), Found(0, 0, 50, 50, 0.8), Found(100, 0, 50, 50, 0.7)])]);
        Assert.Equal((51 + (50 * 2.0 / 3)) / 101, score.Ap!.Value, Digits);
    }

    [Fact]
    public void Size_ranges_judge_labels_by_their_area_and_leave_other_sizes_out()
    {
        // 30x30 is small, 60x60 medium, and no large one is labelled; only the small one is found.
        BoxScore score = AveragePrecision.Of([new("a", [Truth(0, 0, 30, 30), Truth(100, 0, 60, 60)], [Found(0, 0, 30, 30, 0.9)])]);
        Assert.Equal((1.0, 0.0, null), (score.ApSmall, score.ApMedium, score.ApLarge));
        // The outline's area decides, not the box's.
        BoxTruth thin = Truth(0, 0, 100, 100) with { Area = 900 };
        Assert.Equal(1, AveragePrecision.Of([new("a", [thin], [Found(0, 0, 100, 100, 0.9)])]).ApSmall);
    }

    [Fact]
    public void Only_the_hundred_best_of_a_class_and_picture_are_looked_at()
    {
        BoxFound[] falseOnes = [.. Enumerable.Range(0, 100).Select(i => Found(1000 + (i * 100), 0, 50, 50, 0.9))];
        ScoredPicture picture = new("a", [Truth(0, 0, 50, 50)], [.. falseOnes, Found(0, 0, 50, 50, 0.1)]);
        Assert.Equal(0, AveragePrecision.Of([picture]).Ap);
        Assert.Equal(1 / 100.0, AveragePrecision.Of([picture with { Found = [.. picture.Found.Skip(1)] }]).Ap!.Value, Digits);
    }

    [Fact]
    public void Nothing_labelled_has_no_score() => Assert.Null(AveragePrecision.Of([new("a", [], [Found(0, 0, 5, 5, 1)])]).Ap);

    // The same by definition: for every recall point, the best precision among all score limits that reach the recall.
    [Fact]
    public void The_curve_equals_its_definition_on_random_scenes()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            output.WriteLine($"seed {seed}");
            Random random = new(seed);
            int truths = random.Next(1, 12), rights = random.Next(0, truths + 1);
            List<(double Score, bool Right)> judged = [];
            for (int i = 0; i < rights + random.Next(0, 15); i++) judged.Add((random.NextDouble(), i < rights));
            double expected = 0;
            for (int step = 0; step <= 100; step++)
            {
                double recall = step == 100 ? 1 : step * 0.01;
                var reached = judged.Select(limit => (
                        Hits: judged.Count(j => j.Score >= limit.Score && j.Right), All: judged.Count(j => j.Score >= limit.Score)))
                    .Where(c => (double)c.Hits / truths >= recall).ToList();
                expected += reached.Count == 0 ? 0 : reached.Max(c => c.Hits / (double)c.All);
            }
            Assert.Equal(expected / 101, PrecisionCurve.Of(judged, truths).AveragePrecision, Digits);
        }
    }

    [Fact]
    public void The_order_of_pictures_and_boxes_does_not_matter()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            output.WriteLine($"seed {seed}");
            Random random = new(seed);
            ScoredPicture[] pictures = [.. Enumerable.Range(0, 6).Select(i => RandomPicture(random, $"{i}"))];
            BoxScore straight = AveragePrecision.Of(pictures);
            ScoredPicture[] shuffled =
                [.. pictures.Select(p => p with { Found = [.. p.Found.OrderBy(_ => random.Next())] }).OrderBy(_ => random.Next())];
            Assert.Equal(straight.Ap!.Value, AveragePrecision.Of(shuffled).Ap!.Value, Digits);
        }
    }

    [Fact]
    public void At_a_working_score_a_picture_has_hits_misses_and_false_finds()
    {
        ScoredPicture picture = new(
            "a", [Truth(0, 0, 50, 50), Truth(100, 0, 50, 50), Truth(300, 0, 100, 100, 1) with { IsIgnored = true }],
            [Found(0, 0, 50, 50, 0.9), Found(0, 200, 50, 50, 0.6), Found(100, 0, 50, 50, 0.2), Found(310, 0, 20, 20, 0.9, 1)]);
        PictureJudgement judged = PictureJudgement.Of(picture, _ => 0.5);
        DetectionCounts counts = DetectionCounts.Of([judged]);
        Assert.Equal(new DetectionCounts(1, 1, 1), counts);
        Assert.Equal((0.5, 0.5), (counts.Precision, counts.Recall));
        Assert.Equal(100, Assert.Single(judged.Misses).Box.X);
        Assert.Equal(200, Assert.Single(judged.FalseFinds).Box.Y);
        Assert.Null(default(DetectionCounts).Precision);
    }

    private static ScoredPicture RandomPicture(Random random, string name)
    {
        BoxTruth[] truth =
            [.. Enumerable.Range(0, 5)
                .Select(_ => Truth(random.Next(500), random.Next(500), random.Next(10, 120), random.Next(10, 120), random.Next(2)))];
        return new ScoredPicture(name, truth, [.. truth.SelectMany(t => new[]
        {
            new BoxFound(t.Box with { X = t.Box.X + random.Next(12), Width = t.Box.Width + random.Next(12) }, t.ClassId,
                random.NextDouble()),
            Found(random.Next(500), random.Next(500), 40, 40, random.NextDouble(), random.Next(2)),
        })]);
    }

    private static BoxTruth Truth(double x, double y, double width, double height, int classId = 0) =>
        new(new PixelBox(x, y, width, height), classId, width * height, IsIgnored: false);

    private static BoxFound Found(double x, double y, double width, double height, double score, int classId = 0) =>
        new(new PixelBox(x, y, width, height), classId, score);
}
