using System.Text.RegularExpressions;
using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;

namespace Pipeline.Tests.Faults;

/// <summary>What people type.</summary>
public sealed partial class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Verbs => [.. SafeCity.Edge.Agent.Cli.CommandLine.Build().Subcommands.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_of_every_verb_has_examples_and_exit_codes(string verb)
    {
        AgentResult result = (await AgentProcess.RunAsync(verb, "--help")).Expect(ExitCode.Ok);
        Assert.Empty(result.Errors);
        Assert.Contains("Examples:", result.Output);
        Assert.Contains("Exit codes:", result.Output);
        Assert.Contains(result.Output, l => l.StartsWith($"  safecity-edge {verb}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_without_a_verb_lists_the_verbs()
    {
        AgentResult result = (await AgentProcess.RunAsync("--help")).Expect(ExitCode.Ok);
        Assert.All(SafeCity.Edge.Agent.Cli.CommandLine.Build().Subcommands, verb => Assert.Contains(
            result.Output, l => l.TrimStart().StartsWith(verb.Name, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("see 'safecity-edge --help'")]
    [InlineData("see 'safecity-edge --help'", "fly")]
    [InlineData("--source", "run")]
    [InlineData("--sauce", "run", "--source", "x", "--sauce", "y")]
    [InlineData("fast", "run", "--source", "x", "--speed", "fast")]
    [InlineData("pigeon", "run", "--source", "x", "--transport", "pigeon")]
    [InlineData("use 0 or more", "run", "--source", "x", "--reconnects", "-1")]
    [InlineData("many", "run", "--source", "x", "--reconnects", "many")]
    [InlineData("use 0 to 86400", "run", "--source", "x", "--drain-seconds", "NaN")]
    [InlineData("use 0 to 86400", "run", "--source", "x", "--drain-seconds", "-1")]
    [InlineData("FILE", "detect")]
    [InlineData("run.json", "report")]
    public async Task A_wrong_command_line_is_one_sentence_that_points_to_the_help(string part, params string[] arguments) =>
        (await AgentProcess.RunAsync(arguments)).ExpectOneSentence(ExitCode.Usage, part, "--help'");

    [Theory]
    [InlineData("--broker", "broker:port", "is not a broker's address: write host:port")]
    [InlineData("--broker", "", "is not a broker's address: write host:port")]
    [InlineData("--broker", "http://broker", "is not a broker's address: write host:port")]
    [InlineData("--device", "Edge 01", "device 'Edge 01' is not a name: use 1 to 36 of a-z, 0-9 and '-'")]
    [InlineData("--org", "", "org '' is not a name")]
    [InlineData("--site", "a/b", "site 'a/b' is not a name")]
    [InlineData("--camera", "Cam1", "'Cam1' is not a camera's name: use 1 to 16 of a-z, 0-9 and '-'")]
    [InlineData("--camera", "sys", "'sys' is not a camera's name")]
    [InlineData("--camera", "a-name-of-17-char", "is not a camera's name")]
    public async Task A_wrong_name_is_one_sentence(string option, string value, string sentence) =>
        (await AgentProcess.RunAsync("run", "--source", "x.avi", "--data", _folder.File("data"), option, value))
            .ExpectOneSentence(ExitCode.Usage, sentence);

    [Theory]
    [InlineData("there are 2 sources and 1 names of cameras: give --camera once for each --source, or not at all", "--camera", "a")]
    [InlineData("two cameras have the same name (a, a): give each its own with --camera", "--camera", "a", "--camera", "a")]
    public async Task Cameras_without_a_name_of_their_own_are_one_sentence(string sentence, params string[] cameras) =>
        (await AgentProcess.RunAsync(["run", "--source", "x.avi", "--source", "y.avi", "--data", _folder.File("data"), .. cameras]))
            .ExpectOneSentence(ExitCode.Usage, sentence);

    [Theory]
    [InlineData("run", "--source", "x.avi", "--broker")]
    [InlineData("subscribe", "--broker")]
    public async Task A_password_in_the_address_of_a_broker_is_not_repeated(params string[] arguments)
    {
        AgentResult result = await AgentProcess.RunAsync([.. arguments, "user:c4n4ry@127.0.0.1:1883"]);
        result.ExpectOneSentence(ExitCode.Usage, "is not a broker's address");
        Assert.DoesNotContain("c4n4ry", result.Said, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_unknown_class_is_one_sentence_with_the_classes_that_there_are()
    {
        await using Site site = Site.WithoutBroker();
        (await site.RunAgentAsync(DemoClip.Short, "--classes", "person", "unicorn"))
            .ExpectOneSentence(ExitCode.Usage, "the model knows no class 'unicorn'", "choose from: person, bicycle");
    }

    [Fact]
    public async Task Report_tells_files_that_are_no_summaries()
    {
        string text = _folder.Write("text.json", "not json"u8.ToArray()), other = _folder.Write("other.json", "{}"u8.ToArray());
        string nothing = _folder.Write("null.json", "null"u8.ToArray());
        foreach (string file in new[] { text, other, nothing })
            (await AgentProcess.RunAsync("report", file))
                .ExpectOneSentence(ExitCode.Usage, file, "is not a summary", "write it with 'run --summary'");
        foreach (string file in new[] { _folder.File("nowhere.json"), _folder.File("no/where.json") })
            (await AgentProcess.RunAsync("report", file))
                .ExpectOneSentence(ExitCode.Usage, file, "no such file", "write it with 'run --summary'");
    }

    [SkippableFact]
    public async Task Version_names_every_library_and_every_model()
    {
        AgentResult result = (await AgentProcess.RunAsync("version", "--models", Models.Folder)).Expect(ExitCode.Ok);
        string[] libraries = ["ONNX Runtime", "avformat", "avcodec", "avutil", "swscale", "SQLite", "libmosquitto"];
        foreach (string part in (string[])["safecity-edge", ".NET", .. libraries, Models.Quick, "verified"])
            Assert.Contains(part, result.Said, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Detect_prints_persons_with_boxes_and_writes_the_marked_picture()
    {
        AgentResult result = (await AgentProcess.RunAsync(
            "detect", DemoClip.Short, "--json", "--models", Models.Folder, "--output", _folder.Path)).Expect(ExitCode.Ok);
        DetectResult found = System.Text.Json.JsonSerializer.Deserialize(
            Assert.Single(result.Output), DetectResultJson.Default.DetectResult)!;
        Assert.Equal((768, 576, _folder.File("short.detected.jpg")), (found.Width, found.Height, found.Picture));
        Assert.Contains(found.Detections, d => d is { Label: "person", Score: > 0.4f, Box.Height: > 0.1f });
        Assert.True(new FileInfo(found.Picture).Length > 10_000);
    }

    [Fact]
    public void Every_verb_of_the_readme_exists_and_every_verb_is_in_it()
    {
        string readme = File.ReadAllText(Path.Combine(RepositoryRoot(), "README.md"));
        IEnumerable<string> named = VerbPattern().Matches(readme).Select(m => m.Groups[1].Value).Distinct();
        Assert.Equal(SafeCity.Edge.Agent.Cli.CommandLine.Build().Subcommands.Select(c => c.Name).Order(), named.Order());
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SafeCity.Edge.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("these tests run inside the repository");
    }

    [GeneratedRegex("safecity-edge ([a-z]+(?:-[a-z]+)*)")]
    private static partial Regex VerbPattern();
}
