using System.Diagnostics;
using System.Text.Json;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Agent.Tests.Shared;

namespace SafeCity.Edge.Agent.Tests.Evaluation;

/// <summary>The verbs below <c>eval</c> as a person types them: the program in a process of its own, on tiny data made here.</summary>
public sealed class EvalVerbTests
{
    private const string Model = "centernet-256x256";

    private sealed record Ended(int Code, string Output, string Errors);

    [Theory]
    [InlineData("eval")]
    [InlineData("eval", "detection")]
    [InlineData("eval", "tracking")]
    [InlineData("eval", "count")]
    [InlineData("eval", "plates")]
    [InlineData("eval", "faces")]
    public void Help_has_examples_of_the_verb(params string[] verb)
    {
        Ended help = Run([.. verb, "--help"]);
        Assert.Equal(ExitCode.Ok, help.Code);
        Assert.Contains($"  safecity-edge {string.Join(' ', verb)} ", help.Output.Split("Examples:")[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("give either --coco FILE or --yolo DIR: see 'safecity-edge eval detection --help'", "detection", "--images", ".")]
    [InlineData("give either --detections or --tracks: see 'safecity-edge eval tracking --help'", "tracking", "--truth", "gt.txt")]
    [InlineData("--size is wide: write it as 1920x1080", "tracking", "--truth", "gt.txt", "--tracks", "t.txt", "--size", "wide")]
    [InlineData("--rate is 0: use 0.1 to 1000", "tracking", "--truth", "gt.txt", "--tracks", "t.txt", "--rate", "0")]
    [InlineData("--tiles is 9: use 1 to 8", "count", "--clip", "a.avi", "--truth", "t.json", "--tiles", "9")]
    [InlineData("give --regions or --tiles, not both", "count", "--clip", "a.avi", "--truth", "t.json", "--tiles", "2", "--regions")]
    [InlineData("give either --images DIR or --crops DIR", "plates")]
    [InlineData("atlantis", "plates", "--crops", ".", "--region", "atlantis")]
    [InlineData("sideways", "faces", "--imglab", "f.xml", "--look", "sideways")]
    [InlineData("squeeze", "count", "--clip", "a.avi", "--truth", "t.json", "--fit", "squeeze")]
    [InlineData("--truth", "count", "--clip", "a.avi")]
    public void A_wrong_command_line_is_told_in_one_sentence(string says, params string[] arguments)
    {
        Ended ended = Run(["eval", .. arguments]);
        Assert.Equal(ExitCode.Usage, ended.Code);
        Assert.Contains(says, OnlyLine(ended.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Start_score_below_the_continuing_one_is_refused()
    {
        (string truth, string detections) = Sequences();
        Ended ended = Run("eval", "tracking", "--truth", truth, "--detections", detections, "--start-score", "0.2");
        Assert.Equal((ExitCode.Usage, true), (ended.Code, OnlyLine(ended.Errors).Contains("StartScore is 0.2", StringComparison.Ordinal)));
    }

    // One object walks through 20 frames of each sequence. The tracker believes it at its third detection: 18 of 20 labels.
    [Fact]
    public void Tracking_follows_a_folder_of_sequences_and_tells_them_together()
    {
        (string truth, string detections) = Sequences();
        Ended ended = Run("eval", "tracking", "--truth", truth, "--detections", detections, "--json", "--rate", "10");
        Assert.Equal((ExitCode.Ok, ""), (ended.Code, ended.Errors));
        JsonElement root = JsonDocument.Parse(ended.Output).RootElement;
        Assert.Equal(["a", "b"], root.GetProperty("sequences").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        JsonElement combined = root.GetProperty("combined");
        Assert.Equal((40, 4, 0, 0),
            (Int(combined, "frames"), Int(combined, "misses"), Int(combined, "falsePositives"), Int(combined, "idSwitches")));
        Assert.Equal((0.9, 0.9474), (combined.GetProperty("mota").GetDouble(), combined.GetProperty("idf1").GetDouble()));
    }

    [Fact]
    public void Tracks_count_from_their_first_detection_on_when_asked()
    {
        (string truth, string detections) = Sequences();
        Ended ended = Run("eval", "tracking", "--truth", truth, "--detections", detections, "--from-start");
        Assert.Equal(ExitCode.Ok, ended.Code);
        Assert.Contains("| COMBINED | 40 | ", ended.Output, StringComparison.Ordinal);
        Assert.Contains(" | 0 | 0 | 0 | 40 | 2 | 0 |", ended.Output.Split('\n')[^3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_tracking_shows_where_numbers_switched()
    {
        string folder = Folder(), truth = Path.Combine(folder, "gt.txt"), tracks = Path.Combine(folder, "t.txt");
        File.WriteAllText(truth, "1,1,11,11,40,80,1\n2,1,11,11,40,80,1\n");
        File.WriteAllText(tracks, "1,5,11,11,40,80,1\n2,6,11,11,40,80,1\n");
        Ended ended = Run("eval", "tracking", "--truth", truth, "--tracks", tracks, "--report", Path.Combine(folder, "report"));
        Assert.Equal(ExitCode.Ok, ended.Code);
        Assert.Contains("report in", OnlyLine(ended.Errors), StringComparison.Ordinal);
        Assert.Contains("object 1 is now #6", File.ReadAllText(Path.Combine(folder, "report", "index.html")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "report", "failure-001.jpg")));
    }

    [Fact]
    public void A_bad_file_of_labels_ends_with_its_line()
    {
        string folder = Folder(), truth = Path.Combine(folder, "gt.txt");
        File.WriteAllText(truth, "1,1,11,11,40,80,1\n2,one,11,11,40,80,1\n");
        Ended ended = Run("eval", "tracking", "--truth", truth, "--tracks", truth);
        Assert.Equal((ExitCode.Source, ""), (ended.Code, ended.Output));
        Assert.Contains($"{truth}, line 2: the number is 'one'", OnlyLine(ended.Errors), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Detection_names_missing_pictures_and_scores_the_others()
    {
        string models = Models(), folder = Folder(), images = Path.GetDirectoryName(Picture())!;
        string coco = Path.Combine(folder, "c.json");
        File.WriteAllText(coco,
            $$"""
            {"images":[{"id":1,"file_name":"{{Path.GetFileName(Picture())}}"},{"id":2,"file_name":"gone.jpg"}],
             "categories":[{"id":1,"name":"person"},{"id":2,"name":"yeti"}],
             "annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":[10,10,50,100]},
             {"id":2,"image_id":1,"category_id":2,"bbox":[10,10,50,100]}]}
            """);
        string[] verb = ["eval", "detection", "--coco", coco, "--images", images, "--models", models, "--model", Model];
        Ended ended = Run([.. verb, "--json", "--report", Path.Combine(folder, "report")]);
        Assert.Equal(ExitCode.Ok, ended.Code);
        JsonElement root = JsonDocument.Parse(ended.Output).RootElement;
        // Nothing in a test pattern is a person where this label is.
        Assert.Equal((1, 0.0), (Int(root, "pictures"), root.GetProperty("ap50").GetDouble()));
        Assert.Equal("gone.jpg", Assert.Single(root.GetProperty("missing").EnumerateArray()).GetString());
        Assert.Contains("1 pictures are missing or cannot be decoded and were left out: gone.jpg", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("the model does not know yeti (1 labels)", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("failure-001.jpg", File.ReadAllText(Path.Combine(folder, "report", "index.html")), StringComparison.Ordinal);
        Ended tiled = Run([.. verb, "--tiles", "2", "--fit", "stretch"]);
        Assert.StartsWith($"**Detection: {Model}, stretch, 2x2 tiles**", tiled.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Counting_compares_the_frames_that_a_person_counted()
    {
        string models = Models(), truth = Path.Combine(Folder(), "n.json");
        File.WriteAllText(truth, """{"persons": {"5": 0, "19": 2}}""");
        Ended ended = Run("eval", "count", "--clip", TestClips.H264Mp4, "--truth", truth, "--models", models, "--model", Model, "--json");
        Assert.Equal((ExitCode.Ok, ""), (ended.Code, ended.Errors));
        JsonElement root = JsonDocument.Parse(ended.Output).RootElement;
        Assert.Equal(20, Int(root, "frames"));
        Assert.Equal(1, root.GetProperty("meanErrorOfTracks").GetDouble());
        Assert.Equal([5, 19], root.GetProperty("counts").EnumerateArray().Select(c => Int(c, "frame")));
        File.WriteAllText(truth, """{"persons": {"20": 0}}""");
        Ended late = Run("eval", "count", "--clip", TestClips.H264Mp4, "--truth", truth, "--models", models, "--model", Model);
        Assert.Equal(ExitCode.Source, late.Code);
        Assert.Contains("it counts frame 20, and", OnlyLine(late.Errors), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Counting_in_regions_compares_the_same_frames()
    {
        string models = Models(), truth = Path.Combine(Folder(), "n.json");
        File.WriteAllText(truth, """{"persons": {"5": 0, "19": 0}}""");
        Ended ended =
            Run("eval", "count", "--clip", TestClips.H264Mp4, "--truth", truth, "--models", models, "--model", Model, "--crop-model",
                Model, "--regions");
        Assert.Equal(ExitCode.Ok, ended.Code);
        Assert.StartsWith($"**Counting persons: {Model}, regions with {Model}**", ended.Output, StringComparison.Ordinal);
        Assert.Contains($"| {Model} | 2 | 0.000 |", ended.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("picture")]
    [InlineData("tiles")]
    [InlineData("heads")]
    public void Faces_are_scored_in_every_way_of_looking(string look)
    {
        string models = Models(), folder = Folder(), picture = Picture();
        File.WriteAllText(Path.Combine(folder, "f.xml"),
            $"<dataset><images><image file='{Path.GetFileName(picture)}'><box left='10' top='10' width='30' height='40'/></image>"
            + "<image file='gone.jpg'/></images></dataset>");
        Ended ended = Run(
            "eval", "faces", "--imglab", Path.Combine(folder, "f.xml"), "--images", Path.GetDirectoryName(picture)!, "--models", models,
                "--model", Model,
            "--look", look, "--json", "--report", Path.Combine(folder, "report"));
        Assert.Equal(ExitCode.Ok, ended.Code);
        JsonElement root = JsonDocument.Parse(ended.Output).RootElement;
        Assert.Equal((1, 1, look), (Int(root, "pictures"), Int(root, "faces"), root.GetProperty("look").GetString()));
        // Whether something in a test pattern passes for a face is the model's business: the label is found or missed.
        JsonElement found = root.GetProperty("smallestFoundPixels"), missed = root.GetProperty("largestMissedPixels");
        Assert.Equal(30, Assert.Single(new[] { found, missed }, e => e.ValueKind == JsonValueKind.Number).GetInt32());
        Assert.Contains("1 pictures are missing", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("gone.jpg", File.ReadAllText(Path.Combine(folder, "report", "index.html")), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Plates_that_are_not_there_are_missed()
    {
        string models = Models(), folder = Folder();
        File.Copy(Picture(), Path.Combine(folder, "a.jpg"));
        File.WriteAllText(Path.Combine(folder, "a.txt"), "a.jpg\t10\t20\t100\t25\tAB123\n");
        string[] rest = ["--models", models, "--model", Model, "--json"];
        JsonElement stills = JsonDocument.Parse(Run(["eval", "plates", "--images", folder, "--region", "eu", .. rest]).Output).RootElement;
        Assert.Equal((1, 1, 0.0), (Int(stills, "pictures"), Int(stills, "plates"), stills.GetProperty("exact").GetDouble()));
        File.Move(Path.Combine(folder, "a.jpg"), Path.Combine(folder, "AB123.jpg"));
        JsonElement crops = JsonDocument.Parse(Run(["eval", "plates", "--crops", folder, .. rest]).Output).RootElement;
        Assert.Equal((1, 0.0), (Int(crops, "plates"), crops.GetProperty("exact").GetDouble()));
    }

    [SkippableFact]
    public void Plates_are_read_in_all_ways_side_by_side()
    {
        string models = Models(), folder = Folder();
        File.Copy(Picture(), Path.Combine(folder, "AB123.jpg"));
        Ended ended = Run("eval", "plates", "--compare", "--misses", "--crops", folder, "--region", "eu", "--models", models);
        Assert.True(ended.Code == 0, ended.Errors);
        foreach (string way in (string[])["text models", "own models", "own, text reader in doubt", "cascade"])
            Assert.Contains($"| {way} | 1 |", ended.Output);
        Assert.Contains("| text models | AB123.jpg | AB123 |", ended.Output);
    }

    [Theory]
    [InlineData("--misses")]
    [InlineData("--reader", "some")]
    [InlineData("--compare", "--json")]
    public void Options_that_do_not_go_with_a_comparison_are_refused(params string[] options)
    {
        Ended ended = Run(["eval", "plates", "--crops", ".", .. options]);
        Assert.Equal(2, ended.Code);
        Assert.Contains("--compare", ended.Errors);
    }

    private static (string Truth, string Detections) Sequences()
    {
        string root = Folder();
        foreach (string name in (string[])["a", "b"])
        {
            Directory.CreateDirectory(Path.Combine(root, name, "gt"));
            Directory.CreateDirectory(Path.Combine(root, name, "det"));
            IEnumerable<string> boxes = Enumerable.Range(1, 20).Select(f => $"{50 + (f * 4)},60,60,140");
            File.WriteAllLines(Path.Combine(root, name, "gt", "gt.txt"), boxes.Select((b, i) => $"{i + 1},1,{b},1,1,1"));
            File.WriteAllLines(Path.Combine(root, name, "det", "det.txt"), boxes.Select((b, i) => $"{i + 1},-1,{b},0.9,-1,-1,-1"));
            File.WriteAllText(Path.Combine(root, name, "seqinfo.ini"), "[Sequence]\nimWidth=640\nimHeight=480\n");
        }
        return (root, root);
    }

    private static string Models()
    {
        string? models = SharedData.ModelsWith($"{Model}.onnx");
        Skip.If(models is null, $"models/weights/{Model}.onnx is not there: run build/setup.sh");
        return models;
    }

    private static string Picture() => TestClips.Make("pattern.jpg", "testsrc2=size=320x240:rate=1:duration=1", "-frames:v 1");

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static string Folder() => Directory.CreateDirectory(Path.Combine(TestClips.Folder, Guid.NewGuid().ToString("N"))).FullName;

    private static string OnlyLine(string text) => Assert.Single(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private static Ended Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "safecity-edge.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill();
            throw new InvalidOperationException($"safecity-edge {string.Join(' ', arguments)} did not end");
        }
        return new Ended(process.ExitCode, output.Result, errors.Result);
    }
}
