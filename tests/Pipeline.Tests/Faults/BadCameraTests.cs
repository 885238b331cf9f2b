using System.Net;
using System.Net.Sockets;
using System.Text;
using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Agent.Tests.Sources;
using Transport.Tests.Broker;

namespace Pipeline.Tests.Faults;

/// <summary>Cameras that are not there, that stay silent, and a password that must stay secret.</summary>
public sealed class BadCameraTests
{
    private const string Canary = "c4n4ry-p4ssw0rd";

    [SkippableFact]
    public async Task A_camera_that_refuses_is_told_at_once_when_no_further_attempt_is_wanted()
    {
        await using Site site = Site.WithoutBroker();
        int port = MosquittoBroker.FreePort();
        AgentResult result = await site.RunAgentAsync($"rtsp://admin:{Canary}@127.0.0.1:{port}/live", "--reconnects", "0");
        result.ExpectOneSentence(ExitCode.Source, $"rtsp://127.0.0.1:{port}/live", "refuses connections", "check the address");
        Assert.Equal(0, site.RunSummary.Reconnects);
        AssertSecret(site, result);
    }

    [SkippableFact]
    public async Task A_camera_that_refuses_is_tried_again_as_often_as_told()
    {
        await using Site site = Site.WithoutBroker();
        int port = MosquittoBroker.FreePort();
        AgentResult result = (await site.RunAgentAsync($"rtsp://admin:{Canary}@127.0.0.1:{port}/live", "--reconnects", "2"))
            .Expect(ExitCode.Source);
        Assert.Equal(3, result.Errors.Count);
        Assert.Equal(2, result.Errors.Count(e => e.Contains("Trying again in", StringComparison.Ordinal)));
        Assert.All(result.Errors, e => Assert.Contains("refuses connections", e, StringComparison.Ordinal));
        Assert.Equal(2, site.RunSummary.Reconnects);
        AssertSecret(site, result);
    }

    [SkippableFact]
    public async Task A_camera_that_stays_silent_is_given_up()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        await using Site site = Site.WithoutBroker();
        AgentResult result = await site.RunAgentAsync($"rtsp://admin:{Canary}@{listener.LocalEndpoint}/live", "--reconnects", "0");
        result.ExpectOneSentence(
            ExitCode.Source, $"rtsp://{listener.LocalEndpoint}/live", "did not answer within", "check that the camera is on");
        AssertSecret(site, result);
    }

    [SkippableFact]
    public async Task Only_attempts_in_a_row_are_counted_so_that_a_camera_that_comes_back_each_time_is_never_given_up()
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using TemporaryFolder folder = new();
        // Two seconds: then the camera ends the session.
        string clip = DemoClip.StartAs(folder.File("camera.mkv"), seconds: 2, "-c:v", "libx264", "-preset", "ultrafast", "-g", "5");
        using RtspServer camera = RtspServer.Start(clip);
        await using Site site = Site.WithoutBroker();
        using AgentProcess agent = site.StartAgent(camera.Url(), "--reconnects", "1", "--drain-seconds", "0");
        bool ThreeTimes() => agent.Errors.Count(e => e.Contains("Trying again", StringComparison.Ordinal)) >= 3;
        await Eventually.True(() => ThreeTimes() || agent.HasExited, "three reconnects", AgentProcess.Deadline.TotalSeconds);
        Assert.False(agent.HasExited, $"a camera that came back was given up: {agent}");
        await agent.SignalAsync("INT");
        await agent.WaitForEndAsync();
        Assert.True(site.RunSummary is { Reconnects: >= 3, FramesDecoded: > 40 }, agent.ToString());
    }

    [SkippableFact]
    public async Task A_camera_that_stalls_in_the_middle_is_told_and_what_was_seen_is_kept()
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using TemporaryFolder folder = new();
        using RtspServer camera = RtspServer.Start(
            DemoClip.StartAs(folder.File("camera.mkv"), seconds: 60, "-c:v", "libx264", "-preset", "ultrafast", "-g", "10"));
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        using AgentProcess agent = site.StartAgent(camera.Url(), "--reconnects", "0");
        await subscriber.WaitForOutputAsync(1);
        camera.Freeze();
        (await agent.WaitForEndAsync()).ExpectOneSentence(ExitCode.Source, "sent nothing for", "check the camera and its network");
        (await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok);
        Assert.True(site.RunSummary.EventsRecorded > 0);
        Assert.Equal(site.RunSummary.EventsRecorded, site.SubscriberSummary.EventsReceived);
    }

    [SkippableFact]
    public async Task A_signal_ends_the_waiting_for_a_camera()
    {
        await using Site site = Site.WithoutBroker();
        using AgentProcess agent = site.StartAgent($"rtsp://127.0.0.1:{MosquittoBroker.FreePort()}/live");
        await agent.WaitForErrorAsync("Trying again");
        await agent.SignalAsync("INT");
        (await agent.WaitForEndAsync(TimeSpan.FromSeconds(15))).Expect(ExitCode.Ok);
        Assert.True(site.RunSummaryFileExists);
    }

    [SkippableFact]
    public async Task The_password_of_a_camera_that_answers_is_in_nothing_that_is_kept_or_sent()
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using TemporaryFolder folder = new();
        using RtspServer camera = RtspServer.Start(DemoClip.StartAs(
            folder.File("camera.mkv"), seconds: 15, "-c:v", "libx264", "-preset", "ultrafast", "-g", "10"), $"admin:{Canary}");
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        using AgentProcess agent = site.StartAgent(camera.Url($"admin:{Canary}@"));
        await subscriber.WaitForOutputAsync(1);
        await agent.SignalAsync("INT");
        AgentResult result = (await agent.WaitForEndAsync()).Expect(ExitCode.Ok);
        AgentResult received = (await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok);
        Assert.Contains("127.0.0.1", site.RunSummary.Source, StringComparison.Ordinal);
        AssertSecret(site, result);
        Assert.DoesNotContain(Canary, received.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, site.Broker.Log, StringComparison.Ordinal);
    }

    private static void AssertSecret(Site site, AgentResult result)
    {
        Assert.DoesNotContain(Canary, result.Said, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(site.Data, "outbox.db")), "there is a store to look into");
        byte[] canary = Encoding.ASCII.GetBytes(Canary);
        foreach (string file in Directory.EnumerateFiles(site.Folder, "*", SearchOption.AllDirectories))
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(canary) < 0, $"the password is in {file}");
    }
}
