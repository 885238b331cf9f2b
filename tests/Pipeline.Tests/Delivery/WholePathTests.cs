using System.Security.Cryptography;
using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Transport.Contract;

namespace Pipeline.Tests.Delivery;

/// <summary>The demo clip through the agent, a broker and a subscriber.</summary>
public sealed class WholePathTests
{
    [SkippableFact]
    public async Task Everything_recorded_is_acknowledged_received_and_unaltered()
    {
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        (await site.RunAgentAsync(DemoClip.Path, "--output", site.Folder)).Expect(ExitCode.Ok);
        AgentResult received = (await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok);

        RunSummary run = site.RunSummary;
        Assert.Equal((DemoClip.Frames, DemoClip.Frames), (run.FramesDecoded, run.FramesAnalysed));
        Assert.True(run.EventsRecorded >= 10, $"only {run.EventsRecorded} events of a clip with a dozen people");
        Assert.Equal((run.EventsRecorded, run.EventsRecorded), (run.EventsAcknowledged, run.Tracks));
        Assert.Equal(run.KeyFramesRecorded, run.KeyFramesAcknowledged);
        Assert.Equal((0, 0, 0), (run.FactsFailed, run.PacketErrors, run.Reconnects));
        Assert.Equal(Path.Combine(site.Folder, "overview.jpg"), Assert.Single(run.Cameras).Overview);

        SubscriberSummary summary = site.SubscriberSummary;
        Assert.Equal((run.EventsRecorded, run.KeyFramesRecorded, 0L), (summary.EventsReceived, summary.KeyFramesReceived, summary.Gaps));
        Assert.Empty(summary.Findings);
        IReadOnlyList<CloudEvent> events = Site.Events(received);
        Assert.Equal(Enumerable.Range(1, events.Count), SequencesOf(events));
        AssertPictures(site, events);
        (await AgentProcess.RunAsync("report", site.RunSummaryFile, site.SubscriberSummaryFile)).Expect(ExitCode.Ok);
    }

    [SkippableFact]
    public async Task A_second_run_continues_the_sequence_and_a_subscriber_that_joins_then_sees_no_gap()
    {
        await using Site site = await Site.OpenAsync();
        using (AgentProcess early = await site.SubscribeAsync())
        {
            (await site.RunAgentAsync(DemoClip.Short)).Expect(ExitCode.Ok);
            (await early.WaitForEndAsync()).Expect(ExitCode.Ok);
        }
        long first = site.RunSummary.EventsRecorded;
        Assert.True(first > 0, "the short clip gives events");

        using AgentProcess subscriber = await site.SubscribeAsync();
        (await site.RunAgentAsync(DemoClip.Short)).Expect(ExitCode.Ok);
        IReadOnlyList<CloudEvent> events = Site.Events((await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok));
        Assert.Equal(site.RunSummary.EventsRecorded, events.Count);
        Assert.Equal(Enumerable.Range((int)first + 1, events.Count), SequencesOf(events));
        Assert.Equal((0, 0), (site.SubscriberSummary.Gaps, site.SubscriberSummary.Findings.Count));
        Assert.All(events, e => Assert.Equal(2, e.Data.Boot));
    }

    [SkippableFact]
    public async Task Without_a_subscriber_the_records_wait_and_a_later_subscriber_gets_them()
    {
        await using Site site = await Site.OpenAsync();
        AgentResult unheard = await site.RunAgentAsync(DemoClip.Short, "--drain-seconds", "1");
        unheard.ExpectOneSentence(ExitCode.Broker, "nobody subscribes to", "is kept in");
        long first = site.RunSummary.EventsRecorded;

        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        (await site.RunAgentAsync(DemoClip.Short)).Expect(ExitCode.Ok);
        IReadOnlyList<CloudEvent> events = Site.Events((await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok));
        Assert.Equal(Enumerable.Range(1, (int)(first + site.RunSummary.EventsRecorded)), SequencesOf(events));
    }

    internal static IEnumerable<int> SequencesOf(IEnumerable<CloudEvent> events) =>
        events.Select(e => int.Parse(e.Sequence, System.Globalization.CultureInfo.InvariantCulture));

    private static void AssertPictures(Site site, IReadOnlyList<CloudEvent> events)
    {
        List<EventKeyFrame> named = [.. events.SelectMany(e => e.Data.KeyFrames ?? [])];
        IEnumerable<string?> files = Directory.GetFiles(site.KeyFrames).Select(Path.GetFileName);
        Assert.Equal(named.Select(k => k.Id + ".jpg").Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
        foreach (EventKeyFrame keyFrame in named)
        {
            string file = Path.Combine(site.KeyFrames, keyFrame.Id + ".jpg");
            byte[] jpeg = File.ReadAllBytes(file);
            Assert.Equal(
                (keyFrame.Bytes, keyFrame.Sha256), (jpeg.Length, System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(jpeg))));
            // APP1 is where EXIF would be, with the place and the device.
            Assert.Equal(-1, jpeg.AsSpan().IndexOf([(byte)0xff, (byte)0xe1]));
            Assert.Equal(-1, jpeg.AsSpan().IndexOf("Exif"u8));
            Assert.Equal((keyFrame.Width, keyFrame.Height), SizeOf(file));
        }
    }

    private static (int Width, int Height) SizeOf(string jpeg)
    {
        using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(jpeg), new VideoDecoderOptions(), TimeProvider.System, default);
        using DecodedFrame frame = new();
        Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
        Assert.Equal(0, decoder.DecodeErrors);
        return (frame.Width, frame.Height);
    }
}
