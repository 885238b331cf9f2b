using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;

namespace Pipeline.Tests.Faults;

/// <summary>Files that are no video, or not all of it.</summary>
public sealed class BadSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_file_that_is_not_there_is_one_sentence() =>
        (await RunAsync(_folder.File("nowhere.avi"))).ExpectOneSentence(ExitCode.Source, "nowhere.avi", "check the path");

    [SkippableFact]
    public async Task A_text_file_is_one_sentence() =>
        (await RunAsync(_folder.Write("diary.avi", "Dear diary, today I was taken for a video.\n"u8.ToArray())))
            .ExpectOneSentence(ExitCode.Source, "diary.avi", "video");

    [SkippableFact]
    public async Task An_empty_file_is_one_sentence() =>
        (await RunAsync(_folder.Write("empty.mp4", []))).ExpectOneSentence(ExitCode.Source, "empty.mp4", "empty");

    [SkippableFact]
    public async Task A_folder_is_one_sentence() =>
        (await RunAsync(_folder.Path)).ExpectOneSentence(ExitCode.Source, _folder.Path, "folder");

    [SkippableTheory]
    [InlineData("http://127.0.0.1/clip.mp4", "not supported")]
    [InlineData("/dev/video0", "not supported yet")]
    [InlineData("rtsp://", "not valid")]
    [InlineData("", "empty")]
    public async Task Another_kind_of_source_is_one_sentence(string source, string part) =>
        (await RunAsync(source)).ExpectOneSentence(ExitCode.Source, part, "rtsp://");

    [SkippableFact]
    public async Task A_truncated_clip_delivers_what_it_had()
    {
        byte[] whole = File.ReadAllBytes(DemoClip.Short);
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        (await site.RunAgentAsync(_folder.Write("cut.avi", whole[..(whole.Length * 6 / 10)]))).Expect(ExitCode.Ok);
        Assert.InRange(site.RunSummary.FramesDecoded, 60, 140);
        (await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok);
        Assert.Equal(site.RunSummary.EventsRecorded, site.SubscriberSummary.EventsReceived);
        Assert.True(site.RunSummary.EventsRecorded > 0, "the first part of the clip gives events");
    }

    [SkippableFact]
    public async Task A_clip_whose_size_changes_is_followed_to_its_end()
    {
        string[] h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-vf"];
        string large = DemoClip.StartAs(_folder.File("large.ts"), 6, [.. h264, "scale=768:576"]);
        string small = DemoClip.StartAs(_folder.File("small.ts"), 6, [.. h264, "scale=482:362"]);
        string both = _folder.Write("both.ts", [.. File.ReadAllBytes(large), .. File.ReadAllBytes(small)]);
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        (await site.RunAgentAsync(both, "--model", ModelOptions.DefaultModel)).Expect(ExitCode.Ok);
        Assert.InRange(site.RunSummary.FramesAnalysed, 110, 120);
        AgentResult received = (await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok);
        Assert.Contains(Site.Events(received), e => e.Data.Frame is { Number: >= 60, Width: 482 });
    }

    [SkippableFact]
    public async Task A_clip_with_flipped_bits_runs_through_and_its_damage_is_counted()
    {
        byte[] clip = File.ReadAllBytes(DemoClip.Short);
        Random random = new(1);
        // The container's header stays whole, so that there is something to decode; its pictures do not.
        for (int i = 0; i < 60; i++) clip[random.Next(20_000, clip.Length)] ^= (byte)(1 << random.Next(8));
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        AgentResult run = await site.RunAgentAsync(_folder.Write("flipped.avi", clip));
        run.ExpectOneSentence(ExitCode.Ok, "flipped.avi", "damaged packets were skipped", "check");
        Assert.True(site.RunSummary.PacketErrors > 0, "damage is counted");
        Assert.InRange(site.RunSummary.FramesDecoded, 100, 150);
        (await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok);
        Assert.Equal(site.RunSummary.EventsRecorded, site.SubscriberSummary.EventsReceived);
    }

    [SkippableFact]
    public async Task Detect_says_the_same_of_a_text_file_and_writes_no_picture()
    {
        string text = _folder.Write("diary.jpg", "not a picture\n"u8.ToArray());
        AgentResult result = await AgentProcess.RunAsync(
            "detect", text, "--models", Models.Folder, "--model", Models.Quick, "--output", _folder.File("marked"));
        result.ExpectOneSentence(ExitCode.Source, "diary.jpg", "video");
        Assert.Empty(Directory.GetFiles(_folder.File("marked")));
    }

    // No broker is there: what is wrong with the source must be told without one.
    private static async Task<AgentResult> RunAsync(string source)
    {
        await using Site site = Site.WithoutBroker();
        AgentResult result = await site.RunAgentAsync(source);
        if (site.RunSummaryFileExists) Assert.Equal((0, 0), (site.RunSummary.FramesDecoded, site.RunSummary.EventsRecorded));
        return result;
    }
}
