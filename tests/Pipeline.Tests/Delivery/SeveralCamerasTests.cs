using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Transport.Contract;

namespace Pipeline.Tests.Delivery;

/// <summary>More than one camera in one agent.</summary>
public sealed class SeveralCamerasTests
{
    [SkippableFact]
    public async Task Two_cameras_are_followed_each_in_a_stream_of_its_own()
    {
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        (await site.RunAgentAsync(DemoClip.Short, "--camera", "front", "--source", DemoClip.Short, "--camera", "back", "--output", site.Folder))
            .Expect(ExitCode.Ok);
        IReadOnlyList<CloudEvent> events = Site.Events((await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok));

        RunSummary run = site.RunSummary;
        Assert.Equal(["front", "back"], run.Cameras.Select(c => c.Camera));
        Assert.All(run.Cameras, c => Assert.Equal((150, 150), (c.FramesDecoded, c.FramesAnalysed)));
        Assert.Equal(300, run.FramesDecoded);
        Assert.All(run.Cameras, c => Assert.Equal(Path.Combine(site.Folder, $"overview-{c.Camera}.jpg"), c.Overview));
        // The same clip at full speed: both see the same, and neither's numbers run into the other's.
        Assert.Equal(run.Cameras[0].Tracks, run.Cameras[1].Tracks);
        foreach (CameraSummary camera in run.Cameras)
        {
            CloudEvent[] own = [.. events.Where(e => e.PartitionKey.EndsWith("/" + camera.Camera, StringComparison.Ordinal))];
            Assert.Equal(Enumerable.Range(1, (int)camera.Tracks), WholePathTests.SequencesOf(own));
        }
        Assert.Equal(0, site.SubscriberSummary.Gaps);
    }

    [SkippableFact]
    public async Task A_camera_that_fails_does_not_stop_the_other()
    {
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        AgentResult agent = await site.RunAgentAsync(DemoClip.Short, "--source", "/nowhere/clip.mp4");
        Assert.Equal(ExitCode.Source, agent.ExitCode);
        Assert.Contains(agent.Errors, e => e.Contains("camera cam2 has ended, the others go on: there is no file /nowhere/clip.mp4", StringComparison.Ordinal));
        (await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok);
        Assert.Equal((150, 0), (site.RunSummary.Cameras[0].FramesAnalysed, site.RunSummary.Cameras[1].FramesAnalysed));
        Assert.True(site.SubscriberSummary.EventsReceived > 0);
        Assert.Equal(site.RunSummary.EventsRecorded, site.SubscriberSummary.EventsReceived);
    }
}
