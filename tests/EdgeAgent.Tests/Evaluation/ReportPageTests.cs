using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Evaluation;

public sealed class ReportPageTests
{
    private static readonly LabelledBox Box = new(new BoundingBox(0.25f, 0.25f, 0.5f, 0.5f), "missed", BoxColors.Wrong);

    [Fact]
    public void A_page_shows_tables_and_pictures_and_needs_nothing_from_elsewhere()
    {
        string folder = Folder();
        ReportPage page = ReportPage.Create(folder, "Detection: <model>");
        page.AddFact("1 picture is missing: <script>alert(1)</script>");
        page.AddTable(new EvaluationTable("By class", ["class", "AP"], [["a & b", "0.500"]]));
        page.AddScheme(640, 480, new FailurePicture("\"x\".jpg", "1 missed", [Box], []));
        page.Write();
        string html = File.ReadAllText(Path.Combine(folder, "index.html"));
        Assert.Contains("<h1>Detection: &lt;model&gt;</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<td>a &amp; b</td><td>0.500</td>", html, StringComparison.Ordinal);
        Assert.Contains("src=\"failure-001.jpg\"", html, StringComparison.Ordinal);
        Assert.Contains("&quot;x&quot;.jpg", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_so_many_pictures_are_kept_and_the_page_says_so()
    {
        string folder = Folder();
        ReportPage page = ReportPage.Create(folder, "t");
        for (int i = 0; i <= ReportPage.PicturesMax; i++) page.AddScheme(16, 16, new FailurePicture($"{i}", "", [], []));
        page.Write();
        Assert.Equal(ReportPage.PicturesMax, Directory.GetFiles(folder, "*.jpg").Length);
        Assert.Contains($"the first {ReportPage.PicturesMax} of {ReportPage.PicturesMax + 1}", File.ReadAllText(page.Path),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_replaces_the_pictures_of_an_earlier_one_and_touches_nothing_else()
    {
        string folder = Folder();
        ReportPage.Create(folder, "t").AddScheme(16, 16, new FailurePicture("a", "", [], []));
        File.WriteAllText(Path.Combine(folder, "mine.jpg"), "");
        ReportPage.Create(folder, "t").Write();
        Assert.Equal(["index.html", "mine.jpg"], Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order());
    }

    [Fact]
    public void A_failure_is_drawn_where_it_is_and_what_must_not_be_seen_is_masked()
    {
        string folder = Folder();
        ReportPage page = ReportPage.Create(folder, "t");
        using DecodedFrame frame = Picture();
        // Masked on the right, the box round the middle half.
        page.AddFailure(frame.View, new FailurePicture("a", "", [Box with { Label = "" }], [new BoundingBox(0.8f, 0.1f, 0.15f, 0.8f)]));
        using DecodedFrame drawn = Read(Path.Combine(folder, "failure-001.jpg"));
        Assert.Equal(3 * 320, drawn.Width);
        // Red has a V far above grey; the middle of the left edge of the box is at a quarter of the width.
        Assert.True(Sample(drawn, 0.252f, 0.5f).V > 170, $"{Sample(drawn, 0.252f, 0.5f)}");
        float[] inside = [.. Enumerable.Range(0, 8).Select(i => (float)Sample(drawn, 0.82f + (i * 0.002f), 0.5f).Y)];
        Assert.True(inside.Max() - inside.Min() < 12, "a cell of the mosaic is one colour");
    }

    [Fact]
    public void A_part_of_a_picture_is_shown_alone_with_its_boxes_moved()
    {
        string folder = Folder();
        ReportPage page = ReportPage.Create(folder, "t");
        using DecodedFrame frame = Picture();
        FailurePicture failure = new("a", "", [Box with { Box = new BoundingBox(0.5f, 0.5f, 0.25f, 0.25f), Label = "" }], [])
        {
            Part = new BoundingBox(0.5f, 0.5f, 0.6f, 0.6f),
        };
        page.AddFailure(frame.View, failure);
        using DecodedFrame drawn = Read(Path.Combine(folder, "failure-001.jpg"));
        // The lower right quarter, 160x120 enlarged five times; the box is now its upper left quarter.
        Assert.Equal((800, 600), (drawn.Width, drawn.Height));
        Assert.True(Sample(drawn, 0.002f, 0.25f).V > 170, $"{Sample(drawn, 0.002f, 0.25f)}");
        Assert.True(Sample(drawn, 0.497f, 0.25f).V > 170, $"{Sample(drawn, 0.497f, 0.25f)}");
    }

    private static (byte Y, byte U, byte V) Sample(DecodedFrame frame, float x, float y)
    {
        ImageView view = frame.View;
        int column = (int)(x * view.Width), row = (int)(y * view.Height);
        return (view.Y[(row * view.YStride) + column], view.U[((row / 2) * view.ChromaStride) + (column / 2)],
            view.V[((row / 2) * view.ChromaStride) + (column / 2)]);
    }

    private static DecodedFrame Picture() => Read(TestClips.H264Mp4);

    private static DecodedFrame Read(string path)
    {
        DecodedFrame frame = new();
        Assert.Null(StillPicture.Read(path, frame, CancellationToken.None));
        return frame;
    }

    private static string Folder() => Path.Combine(TestClips.Folder, Guid.NewGuid().ToString("N"));
}
