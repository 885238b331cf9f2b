using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Agent.Tests.Sources;
using SafeCity.Edge.Transport.Contract;
using Transport.Tests.Broker;

namespace Pipeline.Tests.Delivery;

/// <summary>A camera is analysed on its sub-stream, and key frames come from its main stream.</summary>
public sealed class MainStreamTests : IDisposable
{
    private const string Canary = "c4n4ry-p4ssw0rd";

    private static readonly string[] H264 = ["-c:v", "libx264", "-preset", "veryfast", "-qp", "16", "-g", "20", "-vf"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Key_frames_of_a_clip_come_from_its_main_encoding_and_events_are_those_of_the_small_one()
    {
        // Four times as wide: people of this clip are so small that even of 768 pixels a key frame is cut from the least area, 256.
        string small = Encode("small.mkv", 384, 288), large = Encode("large.mkv", 1536, 1152);
        double bytes = 0;
        IReadOnlyList<CloudEvent> without = await EventsOf(site => site.RunAgentAsync(small), run =>
        {
            Assert.Null(run.MainPictures);
            bytes = run.ManagedBytesPerFrame;
        });
        IReadOnlyList<CloudEvent> with = await EventsOf(site => site.RunAgentAsync(small, "--main-source", large), run =>
        {
            Assert.True(run.MainPictures!["decoded"] >= run.KeyFramesRecorded / 4, $"{run.MainPictures["decoded"]} decoded");
            Assert.Equal(run.MainPictures["decoded"], run.MainPictures.Values.Sum());
            Assert.Equal(run.MainPictures, Assert.Single(run.Cameras).MainPictures);
            // In so short a run some pools still fill, with or without a main stream; a size of key frame that is new costs 144 bytes once.
            Assert.InRange(run.ManagedBytesPerFrame, 0, bytes + 10);
        });
        EventKeyFrame[] few = KeyFramesOf(without), many = KeyFramesOf(with);
        Assert.True(few.Length > 0, "the short clip gives key frames");
        Assert.Equal(few.Length, many.Length);
        Assert.All(few.Zip(many), pair => Assert.True(pair.Second.Width >= pair.First.Width, $"{pair.Second.Width} < {pair.First.Width}"));
        Assert.True(many.Sum(k => k.Width) > few.Sum(k => k.Width) * 1.1, $"{many.Sum(k => k.Width)} against {few.Sum(k => k.Width)} pixels");
        Assert.Equal(without.Select(e => e.Data.Object?.Box), with.Select(e => e.Data.Object?.Box));
        Assert.All(with, e => Assert.Equal((384, 288), (e.Data.Frame!.Width, e.Data.Frame.Height)));
    }

    [SkippableFact]
    public async Task Main_file_that_is_not_there_is_one_sentence()
    {
        await using Site site = Site.WithoutBroker();
        (await site.RunAgentAsync(DemoClip.Short, "--main-source", _folder.File("nowhere.mkv")))
            .ExpectOneSentence(ExitCode.Source, "nowhere.mkv", "check the path");
        Assert.Equal(0, site.RunSummary.FramesDecoded);
    }

    [SkippableFact]
    public async Task Main_file_that_is_not_there_ends_its_camera_and_not_the_other()
    {
        await using Site site = await Site.OpenAsync();
        AgentResult agent = await site.RunAgentAsync(
            DemoClip.Short, "--main-source", DemoClip.Short, "--source", DemoClip.Short, "--main-source", "/nowhere/main.mp4", "--drain-seconds", "0");
        Assert.Equal(ExitCode.Source, agent.ExitCode);
        Assert.Contains(agent.Errors, e => e.Contains("camera cam2 has ended, the others go on: there is no file /nowhere/main.mp4", StringComparison.Ordinal));
        Assert.Equal((150, 0), (site.RunSummary.Cameras[0].FramesAnalysed, site.RunSummary.Cameras[1].FramesAnalysed));
    }

    [SkippableFact]
    public async Task Camera_whose_main_stream_is_away_goes_on_with_the_sub_stream_s_pixels()
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using RtspServer camera = RtspServer.Start(Encode("camera.mkv", 768, 576));
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        using AgentProcess agent = site.StartAgent(
            camera.Url(), "--main-source", $"rtsp://admin:{Canary}@127.0.0.1:{MosquittoBroker.FreePort()}/main");
        await subscriber.WaitForOutputAsync(1);
        await agent.SignalAsync("INT");
        AgentResult result = await agent.WaitForEndAsync();
        result.ExpectOneSentence(ExitCode.Ok, "refuses connections", "Key frames come from the sub-stream until the main stream is there.");
        Assert.DoesNotContain(Canary, result.Said, StringComparison.Ordinal);
        Assert.True(site.RunSummary.MainPictures!["away"] > 0);
        Assert.Equal(0, site.RunSummary.MainPictures["decoded"]);
    }

    [SkippableFact]
    public async Task Camera_with_two_streams_gives_key_frames_of_its_main_stream()
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using RtspServer camera = RtspServer.StartAt(0, [Encode("sub.mkv", 384, 288, 40), Encode("main.mkv", 768, 576, 40)]);
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        using AgentProcess agent = site.StartAgent(camera.Url(), "--main-source", camera.Url() + "2");
        await subscriber.WaitForOutputAsync(4);
        await agent.SignalAsync("INT");
        (await agent.WaitForEndAsync()).Expect(ExitCode.Ok);
        IReadOnlyDictionary<string, long> main = site.RunSummary.MainPictures!;
        Assert.True(main["decoded"] > 0, string.Join(", ", main));
    }

    [Theory]
    [InlineData("there are 2 sources and 1 main sources: give --main-source once for each --source, or not at all", "--main-source", "a.avi")]
    [InlineData("y.avi and its main source rtsp://192.0.2.7/main do not belong together", "--main-source", "a.avi", "--main-source", "rtsp://u:c4n4ry@192.0.2.7/main")]
    public async Task Main_sources_that_do_not_fit_the_sources_are_one_sentence(string sentence, params string[] main)
    {
        AgentResult result = await AgentProcess.RunAsync(["run", "--source", "x.avi", "--source", "y.avi", "--data", _folder.File("data"), .. main]);
        result.ExpectOneSentence(ExitCode.Usage, sentence);
        Assert.DoesNotContain("c4n4ry", result.Said, StringComparison.Ordinal);
    }

    private string Encode(string name, int width, int height, int seconds = 15) =>
        DemoClip.StartAs(_folder.File(name), seconds, [.. H264, $"scale={width}:{height}:flags=area"]);

    private static async Task<IReadOnlyList<CloudEvent>> EventsOf(
        Func<Site, Task<AgentResult>> runAgent, Action<SafeCity.Edge.Agent.Pipeline.RunSummary> look)
    {
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        (await runAgent(site)).Expect(ExitCode.Ok);
        look(site.RunSummary);
        return Site.Events((await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok));
    }

    private static EventKeyFrame[] KeyFramesOf(IEnumerable<CloudEvent> events) => [.. events.SelectMany(e => e.Data.KeyFrames ?? [])];
}
