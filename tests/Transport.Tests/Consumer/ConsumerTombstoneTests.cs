using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Contract;

namespace Transport.Tests.Consumer;

/// <summary>Contract C3: a tombstone explains only what is not held, from the watermark on.</summary>
public sealed class ConsumerTombstoneTests
{
    private readonly List<ReceivedGap> _gaps = [];

    [Fact]
    public async Task Tombstone_explains_its_range_in_place_and_the_chain_holds_across_it()
    {
        (RecordedLog log, StreamKey stream) = await LogAsync();
        Platform platform = Platform();
        platform.Accept([.. Messages(log, 7, 10), TestGap.For(log, stream, 3, 6), .. Messages(log, 1, 2)]);
        Assert.Equal([1, 2, 7, 8, 9, 10], platform.Events.Select(e => e.Name.Sequence));
        Assert.Equal((3, 6), (Assert.Single(_gaps).From, _gaps[0].To));
        Assert.True(platform.Core.Report.IsClean, string.Join('\n', platform.Core.Report.Findings));
        Assert.Equal(4, platform.Core.Report.Streams.Single().Explained);
    }

    [Fact]
    public async Task Records_that_are_held_win_over_the_tombstone_and_one_that_comes_too_late_changes_nothing()
    {
        (RecordedLog log, StreamKey stream) = await LogAsync();
        Platform platform = Platform();
        platform.Accept([.. Messages(log, 1, 3), .. Messages(log, 5, 5), TestGap.For(log, stream, 2, 8)]);
        Assert.Equal([1, 2, 3, 5], platform.Events.Select(e => e.Name.Sequence));
        Assert.Equal([(4, 4), (6, 8)], _gaps.Select(g => (g.From, g.To)));
        platform.Accept([.. Messages(log, 4, 4), TestGap.For(log, stream, 2, 8), .. Messages(log, 9, 10)]);
        Assert.Equal([1, 2, 3, 5, 9, 10], platform.Events.Select(e => e.Name.Sequence));
        Assert.Equal(2, _gaps.Count);
        Assert.True(platform.Core.Report.IsClean, string.Join('\n', platform.Core.Report.Findings));
    }

    [Fact]
    public async Task Tombstone_of_another_log_state_breaks_the_chain()
    {
        (RecordedLog log, StreamKey stream) = await LogAsync();
        (RecordedLog other, StreamKey otherStream) = await LogAsync();
        Platform platform = Platform();
        (string topic, byte[] payload) = TestGap.For(other, otherStream, 3, 4);
        Assert.True(EventText.TryReadEvent(payload, out CloudEvent? forged, out _));
        RecordName name = new(Transport.Tests.Outbox.Sample.Device, stream, 3);
        platform.Accept(Messages(log, 1, 2));
        platform.Accept([(topic, EventText.Write(forged with { Source = name.Source, Id = name.GapId(4) }))]);
        Assert.Equal(1, platform.Findings(FindingKind.ChainBroken));
        platform.Accept(Messages(log, 5, 5));
        Assert.Equal(2, platform.Findings(FindingKind.ChainBroken));
    }

    [Fact]
    public async Task Tombstones_that_contradict_themselves_are_malformed_and_a_hole_beside_one_is_still_asked_for()
    {
        (RecordedLog log, StreamKey stream) = await LogAsync();
        Platform platform = Platform();
        (string topic, byte[] payload) = TestGap.For(log, stream, 5, 7);
        Assert.True(EventText.TryReadEvent(payload, out CloudEvent? value, out _));
        EventGap gap = value.Data.Gap!;
        platform.Accept(
            [(topic, EventText.Write(value with { Data = new EventData() })),
            (topic, EventText.Write(value with { Data = new EventData { Gap = gap with { From = 4 } } })),
            (topic, EventText.Write(value with { Data = new EventData { Gap = gap with { To = 9 } } })),
            (topic.Replace("cam1", "cam2", StringComparison.Ordinal), payload)]);
        Assert.Equal(4, platform.Findings(FindingKind.Malformed));
        platform.Accept([.. Messages(log, 1, 2), (topic, payload), .. Messages(log, 9, 9)]);
        platform.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal([(3, 4), (8, 8)], platform.Core.TakeDueReplayRequests().Select(r => (r.FromSequence, r.ToSequence)));
    }

    private Platform Platform() => new(o => o with { OnGap = _gaps.Add });

    private static IEnumerable<(string Topic, byte[] Payload)> Messages(RecordedLog log, int from, int to) =>
        log.Events.Where(r => r.Sequence >= from && r.Sequence <= to).SelectMany(RecordedLog.Messages);

    private static async Task<(RecordedLog Log, StreamKey Stream)> LogAsync()
    {
        RecordedLog log = await RecordedLog.RecordAsync(10, "cam1");
        return (log, log.Events.First().Stream);
    }
}
