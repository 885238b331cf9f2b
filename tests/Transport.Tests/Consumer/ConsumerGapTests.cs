using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;
using Transport.Tests.Outbox;

namespace Transport.Tests.Consumer;

public sealed class ConsumerGapTests
{
    [Fact]
    public async Task A_hole_is_asked_for_after_ten_seconds_then_with_doubled_waits_and_no_more_once_filled()
    {
        RecordedLog log = await RecordedLog.RecordAsync(6, "cam1");
        Platform platform = new();
        List<OutboxRecord> events = [.. log.Events];
        StreamKey stream = events[0].Stream;
        platform.Accept(events.Where(e => e.Sequence is not (2 or 3 or 5)).SelectMany(RecordedLog.Messages));
        Assert.Equal([1], platform.Events.Select(e => e.Name.Sequence));
        Assert.Equal((2, 3), (platform.Core.Report.Streams[0].GapsOpen, platform.Core.Report.Streams[0].Missing));

        Assert.Empty(Due(platform, 9.9));
        Assert.Equal([new(Sample.Device, stream, 2, 3, 1), new(Sample.Device, stream, 5, 5, 1)], Due(platform, 0.1));
        Assert.Empty(Due(platform, 19.9));
        Assert.Equal([new(Sample.Device, stream, 2, 3, 2), new(Sample.Device, stream, 5, 5, 2)], Due(platform, 0.1));

        platform.Accept(events.Where(e => e.Sequence is 2 or 3).SelectMany(RecordedLog.Messages));
        Assert.Equal([1, 2, 3, 4], platform.Events.Select(e => e.Name.Sequence));
        Assert.Equal([new(Sample.Device, stream, 5, 5, 1)], Due(platform, 10));
        platform.Accept(RecordedLog.Messages(events[4]));
        Assert.Equal([1, 2, 3, 4, 5, 6], platform.Events.Select(e => e.Name.Sequence));
        Assert.Empty(Due(platform, 100_000));
        Assert.True(platform.Core.Report.IsClean);
    }

    [Fact]
    public async Task A_lost_end_is_known_from_health_and_asked_for_after_two_minutes()
    {
        RecordedLog log = await RecordedLog.RecordAsync(4, "cam1");
        Platform platform = new();
        OutboxRecord[] events = [.. log.Events];
        platform.Accept(events[..2].SelectMany(RecordedLog.Messages));
        platform.Accept([log.Health()]);
        Assert.Empty(Due(platform, 119));
        IReadOnlyList<ReplayRequest> due = Due(platform, 1);
        Assert.Contains(new ReplayRequest(Sample.Device, events[0].Stream, 3, 4, 1), due);
        // Of the key frames none has come at all.
        Assert.Contains(new ReplayRequest(Sample.Device, new StreamKey("cam1.kf", events[0].Stream.Epoch), 1, 2, 1), due);
        Assert.Equal(2, due.Count);
        platform.Accept(log.Messages());
        Assert.True(platform.Core.Report.IsClean);
        Assert.Empty(Due(platform, 100_000));
    }

    [Fact]
    public async Task A_viewer_that_starts_in_the_middle_finds_nothing_wrong_and_a_platform_finds_the_gap()
    {
        RecordedLog log = await RecordedLog.RecordAsync(8, "cam1");
        Platform viewer = new(o => o with { StartsInTheMiddle = true });
        Platform platform = new();
        foreach (Platform one in new[] { viewer, platform })
        {
            one.Accept([log.Health()]);
            one.Accept(log.Events.Where(e => e.Sequence >= 5).SelectMany(RecordedLog.Messages));
        }
        Assert.Equal([5, 6, 7, 8], viewer.Events.Select(e => e.Name.Sequence));
        Assert.True(viewer.Core.Report.IsClean);
        Assert.Empty(Due(viewer, 1000));
        Assert.Empty(platform.Events);
        Assert.Equal(1, Due(platform, 11)[0].FromSequence);
    }

    [Fact]
    public async Task Repeated_records_are_counted_and_not_given_again()
    {
        RecordedLog log = await RecordedLog.RecordAsync(5, "cam1");
        Platform platform = new();
        for (int i = 0; i < 3; i++) platform.Accept(log.Messages());
        Assert.Equal(5, platform.Events.Count);
        Assert.Equal(3, platform.KeyFrames.Count);
        StreamReport events = platform.Core.Report.Streams.Single(s => !s.Stream.IsKeyFrames);
        Assert.Equal((15, 5, 10), (events.Received, events.Released, events.Duplicates));
        StreamReport frames = platform.Core.Report.Streams.Single(s => s.Stream.IsKeyFrames);
        Assert.Equal((9, 3, 6), (frames.Received, frames.Released, frames.Duplicates));
        Assert.True(platform.Core.Report.IsClean);
    }

    [Fact]
    public async Task A_record_whose_handler_throws_is_offered_again()
    {
        RecordedLog log = await RecordedLog.RecordAsync(3, "cam1");
        bool broken = true;
        List<long> taken = [];
        Platform platform = new(
            o => o with { OnEvent = e => taken.Add(broken ? throw new IOException("database away") : e.Name.Sequence) });
        List<(string Topic, byte[] Payload)> events = [.. log.Events.SelectMany(RecordedLog.Messages)];
        _ = Assert.Throws<IOException>(() => platform.Accept(events[..1]));
        _ = Assert.Throws<IOException>(() => platform.Accept(events[1..2]));
        broken = false;
        platform.Accept(events[2..]);
        Assert.Equal([1, 2, 3], taken);
    }

    [Fact]
    public async Task A_later_sending_in_other_chunks_still_gives_the_key_frame()
    {
        RecordedLog log = await RecordedLog.RecordAsync(1, "cam1");
        OutboxRecord frame = log.Records.Single(r => r.Stream.IsKeyFrames);
        Platform platform = new();
        platform.Accept(RecordedLog.Messages(frame).Take(1));
        platform.Accept(KeyFrameChunk.Split(frame.Body, frame.Image, 800).Select(p => (frame.Topic, p)).Reverse());
        Assert.True(Assert.Single(platform.KeyFrames).IsImageIntact);
        Assert.Empty(platform.Core.Report.FindingCounts);
    }

    private static IReadOnlyList<ReplayRequest> Due(Platform platform, double seconds)
    {
        platform.Time.Advance(TimeSpan.FromSeconds(seconds));
        return platform.Core.TakeDueReplayRequests();
    }
}
