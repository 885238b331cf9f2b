using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Boxes;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Evaluation.Texts;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Evaluation;

/// <summary>Whole evaluations of real pictures with finders that say what the test wants: 320x240 pixels each.</summary>
public sealed class ScriptedEvaluationTests
{
    [Fact]
    public void Faces_tell_the_smallest_found_and_the_largest_missed()
    {
        string folder = Folder("a.jpg");
        LabelledPicture[] pictures =
            [new("a.jpg", [Face(10, 10, 20), Face(100, 10, 40), Face(200, 10, 60), Face(10, 100, 30) with { IsIgnored = true }]),
                new("gone.jpg", [])];
        BoxFound[] found =
            [new(new PixelBox(10, 10, 20, 20), 0, 0.9), new(new PixelBox(100, 10, 40, 40), 0, 0.4),
                new(new PixelBox(200, 150, 50, 50), 0, 0.6)];
        int steps = 0;
        FaceResult result =
            new FaceEvaluation((in ImageView _) => found, 0.5, Context(Page(folder), () => steps++))
                .Run(PictureFolder.Open(folder), pictures);
        Assert.Equal((1, 2, new DetectionCounts(1, 1, 2)), (result.Pictures, steps, result.Counts));
        Assert.Equal([20], result.FoundPixels);
        Assert.Equal([40, 60], result.MissedPixels);
        Assert.Equal(["gone.jpg"], result.Missing);
        // By score: right, false, right; of three: 34 recall points at 1, 33 at 2/3, the rest at 0.
        Assert.Equal((34 + (33 * 2 / 3.0)) / 101, result.Ap50!.Value, 9);
        Assert.Equal(["0 to 20", "20 to 35", "35 to 64", "64 and more"], result.BySize().Rows.Select(r => r[0]));
        Assert.Equal(["0", "1", "2", "0"], result.BySize().Rows.Select(r => r[1]));
    }

    [Fact]
    public void Plates_of_one_picture_are_judged_together_and_failures_drawn()
    {
        string folder = Folder("a.jpg"), report = Path.Combine(folder, "report");
        PlateTruth[] truth =
            [new("a.jpg", new PixelBox(20, 20, 100, 20), "AB123"), new("a.jpg", new PixelBox(180, 20, 100, 20), "CD450"),
                new("gone.jpg", new PixelBox(0, 0, 9, 9), "X1")];
        PlateFound[] found =
            [new(new PixelBox(20, 20, 100, 20), "AB123", 1), new(new PixelBox(180, 20, 100, 20), "CD45O", 1),
                new(new PixelBox(20, 200, 50, 20), "TAXI", 1)];
        ReportPage page = ReportPage.Create(report, "t");
        PlateResult result = new PlateEvaluation((in ImageView _) => found, Context(page)).Run(PictureFolder.Open(folder), truth);
        page.Write();
        Assert.Equal((2, 1.0, 0.5, 1.0, 1),
            (result.Score.Plates, result.Score.Detected, result.Score.Exact, result.Score.Folded, result.Surplus));
        Assert.Equal(["gone.jpg"], result.Missing);
        Assert.Contains("CD450: read as CD45O, right when O is 0 and I is 1", File.ReadAllText(page.Path), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(report, "*.jpg"));
    }

    [Fact]
    public void Of_a_picture_of_a_plate_alone_the_best_reading_counts()
    {
        string folder = Folder("AB123_2.jpg");
        PictureFolder pictures = PictureFolder.Open(folder);
        PlateFound[] found = [new(new PixelBox(0, 0, 10, 10), "D", 0.1), new(new PixelBox(50, 50, 10, 10), "AB123", 0.8)];
        PlateResult result = new PlateEvaluation((in ImageView _) => found, Context(null)).Run(pictures, PlateLabels.OfCrops(pictures));
        Assert.Equal((1, 1.0, 0), (result.Score.Plates, result.Score.Exact, result.Surplus));
    }

    [Fact]
    public void The_first_run_of_a_model_is_not_timed()
    {
        string folder = Folder("a.jpg");
        int runs = 0;
        FaceResult result = new FaceEvaluation(
            (in ImageView _) =>
            {
                runs++;
                return [];
            },
            0.5, Context(null)).Run(PictureFolder.Open(folder), [new("a.jpg", [])]);
        Assert.Equal((2, 1), (runs, result.Pictures));
        Assert.Null(result.Ap50);
    }

    [Fact]
    public void A_cancelled_evaluation_ends_without_a_result()
    {
        string folder = Folder("a.jpg");
        using CancellationTokenSource stop = new();
        stop.Cancel();
        FaceEvaluation evaluation =
            new((in ImageView _) => [], 0.5, new EvaluationContext(null, () => { }, TimeProvider.System, stop.Token));
        Assert.Throws<OperationCanceledException>(() => evaluation.Run(PictureFolder.Open(folder), [new("a.jpg", [])]));
    }

    [Theory]
    [InlineData(new double[] { }, null)]
    [InlineData(new[] { 3.0 }, 3.0)]
    [InlineData(new[] { 9.0, 1.0, 2.0 }, 2.0)]
    [InlineData(new[] { 9.0, 1.0, 2.0, 3.0 }, 2.5)]
    public void The_median_is_the_middle(double[] values, double? median) => Assert.Equal(median, Figures.Median(values));

    private static BoxTruth Face(double x, double y, double side) => new(new PixelBox(x, y, side, side), 0, side * side, IsIgnored: false);

    private static EvaluationContext Context(ReportPage? page, Action? step = null) =>
        new(page, step ?? (() => { }), TimeProvider.System, CancellationToken.None);

    private static ReportPage Page(string folder) => ReportPage.Create(Path.Combine(folder, "report"), "t");

    private static string Folder(string picture)
    {
        string folder = Directory.CreateDirectory(Path.Combine(TestClips.Folder, Guid.NewGuid().ToString("N"))).FullName;
        File.Copy(TestClips.Make("pattern.jpg", "testsrc2=size=320x240:rate=1:duration=1", "-frames:v 1"), Path.Combine(folder, picture));
        return folder;
    }
}
