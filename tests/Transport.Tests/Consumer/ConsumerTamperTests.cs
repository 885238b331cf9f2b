using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;
using Transport.Tests.Outbox;

namespace Transport.Tests.Consumer;

public sealed class ConsumerTamperTests
{
    private const int Events = 10;

    public static TheoryData<string> Tampers => ["edit", "delete", "swap", "insert", "edit the first", "exchange the log's beginning"];

    [Theory]
    [MemberData(nameof(Tampers))]
    public async Task A_log_that_was_changed_after_it_was_recorded_is_found(string tamper)
    {
        List<CloudEvent> events = await ReadEventsAsync();
        switch (tamper)
        {
            case "edit":
                events[4] = events[4] with { Data = new EventData { Boot = 1 } };
                break;
            case "delete":
                events.RemoveAt(4);
                break;
            case "swap":
                (events[4], events[5]) = (events[5], events[4]);
                break;
            case "insert":
                // With a right link of its own; only the one after it cannot be right any more.
                events.Insert(5, events[4] with { PreviousHash = HashChain.Text(HashChain.Digest(EventText.Write(events[4]))) });
                break;
            case "edit the first":
                events[0] = events[0] with { Subject = "somebody else" };
                break;
            default:
                events[0] = events[0] with { PreviousHash = events[5].PreviousHash };
                break;
        }
        Platform platform = Deliver(events);
        Assert.True(platform.Findings(FindingKind.ChainBroken) > 0);
        Assert.False(platform.Core.Report.IsClean);
        // Found, and still given: the platform decides.
        Assert.Equal(events.Count, platform.Events.Count);
    }

    [Fact]
    public async Task An_untouched_log_is_clean()
    {
        Platform platform = Deliver(await ReadEventsAsync());
        Assert.Equal(Events, platform.Events.Count);
        Assert.True(platform.Core.Report.IsClean);
    }

    [Fact]
    public async Task The_same_name_with_other_bytes_is_an_equivocation_whether_released_or_waiting()
    {
        List<CloudEvent> events = await ReadEventsAsync();
        Platform platform = new();
        platform.Accept([Message(events[0]), Message(events[2])]);
        platform.Accept([Message(events[0] with { Subject = "other" }), Message(events[2] with { Subject = "other" })]);
        Assert.Equal(2, platform.Findings(FindingKind.Equivocation));
        platform.Accept(events.Select(Message));
        Assert.Equal(events.Select(e => e.Subject), platform.Events.Select(e => e.Event.Subject));
        Assert.Equal(2, platform.Core.Report.FindingCounts.Values.Sum());
    }

    [Fact]
    public async Task A_picture_that_is_not_the_one_of_its_header_is_found_and_marked()
    {
        OutboxRecord frame = (await RecordedLog.RecordAsync(1, "cam1")).Records.Single(r => r.Stream.IsKeyFrames);
        byte[] other = frame.Image.ToArray();
        other[700] ^= 1;
        Platform platform = new();
        platform.Accept(RecordedLog.Messages(frame with { Image = other }));
        Assert.Equal(1, platform.Findings(FindingKind.ImageDamaged));
        Assert.False(Assert.Single(platform.KeyFrames).IsImageIntact);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_frame_that_its_event_does_not_name_is_found(bool eventFirst)
    {
        RecordedLog log = await RecordedLog.RecordAsync(1, "cam1");
        OutboxRecord frame = log.Records.Single(r => r.Stream.IsKeyFrames);
        Assert.True(EventText.TryReadHeader(frame.Body.Span, out KeyFrameHeader? header, out _));
        // A consistent forgery: another picture, with its digest in the header.
        byte[] picture = [.. Enumerable.Repeat((byte)9, header.Size)];
        byte[] body = EventText.Write(header with { Sha256 = HashChain.Text(HashChain.Digest(picture)) });
        IEnumerable<OutboxRecord> records = [log.Events.Single(), frame with { Body = body, Image = picture }];
        Platform platform = new();
        platform.Accept((eventFirst ? records : records.Reverse()).SelectMany(RecordedLog.Messages));
        Assert.Equal(1, platform.Findings(FindingKind.KeyFrameExchanged));
        Assert.Equal(1, platform.Core.Report.FindingCounts.Values.Sum());
    }

    [Fact]
    public async Task Malformed_messages_are_counted_bounded_and_harm_nothing()
    {
        List<CloudEvent> events = await ReadEventsAsync();
        (string topic, byte[] good) = Message(events[0]);
        Topics topics = new(Sample.Device);
        Platform platform = new(o => o with { FindingsMax = 5 });
        (string Topic, byte[] Payload)[] bad =
        [
            (topic, []), (topic, "null"u8.ToArray()), (topic, good[..^2]), (topic, [0xff, 0xfe]),
            (topics.Event("cam2", "track"), good), (topics.Event("cam1", "face"), good), ("sc1/acme/harbour/other/evt/cam1/track", good),
            Message(events[0] with { Id = "d7f3a1.cam1.1.1" }), Message(events[0] with { Sequence = "1" }),
            Message(events[0] with { Source = "/sc1" }),
            (topics.KeyFrames("cam1"), good), (topics.KeyFrames("cam1"), [.. "SCKF"u8, 1, 0, 255, 255]),
            (topics.Health, "[]"u8.ToArray()), (topics.Birth, "{\"streams\":7}"u8.ToArray()),
            (topics.State, "{\"streams\":[{\"stream\":\"cam1\"}]}"u8.ToArray()),
            (topics.State, "{\"streams\":[{\"stream\":\"CAM\",\"epoch\":1,\"nextSequence\":2}]}"u8.ToArray()),
        ];
        platform.Accept(bad);
        Assert.Equal(bad.Length, platform.Findings(FindingKind.Malformed));
        Assert.Equal(5, platform.Core.Report.Findings.Count);
        Assert.Empty(platform.Core.Report.Streams);

        platform.Accept(
            [(topics.State, []), (topics.State, "{\"online\":false}"u8.ToArray()),
            ("weather/today", good), (topics.Command("replay"), good)]);
        Assert.Equal(bad.Length, platform.Findings(FindingKind.Malformed));
        platform.Accept(events.Select(Message));
        Assert.Equal(Events, platform.Events.Count);
    }

    [Fact]
    public async Task Random_damage_never_throws_and_never_releases_a_record_twice()
    {
        RecordedLog log = await RecordedLog.RecordAsync(6, "cam1");
        int seed = Environment.TickCount;
        Random random = new(seed);
        Platform platform = new();
        for (int i = 0; i < 3000; i++)
        {
            List<(string Topic, byte[] Payload)> messages = log.Messages();
            (string topic, byte[] payload) = messages[random.Next(messages.Count)];
            byte[] damaged = [.. payload];
            for (int n = random.Next(4); n > 0; n--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            platform.Accept([(topic, random.Next(8) == 0 ? damaged[..random.Next(damaged.Length)] : damaged)]);
        }
        Assert.True(platform.Events.Select(e => e.Name.Id).Distinct().Count() == platform.Events.Count, $"seed {seed}");
        Assert.True(platform.KeyFrames.Select(k => k.Name.Id).Distinct().Count() == platform.KeyFrames.Count, $"seed {seed}");
    }

    [Fact]
    public async Task Made_up_logs_cannot_fill_the_consumer()
    {
        CloudEvent value = (await ReadEventsAsync())[0];
        Platform platform = new(o => o with { StreamsMax = 3 });
        for (int epoch = 1; epoch <= 10; epoch++) platform.Accept([Message(Rename(value, new StreamKey("cam1", epoch), 1))]);
        Assert.Equal(3, platform.Core.Report.Streams.Count);
        Assert.Equal(7, platform.Findings(FindingKind.TooManyStreams));
    }

    private static async Task<List<CloudEvent>> ReadEventsAsync()
    {
        RecordedLog log = await RecordedLog.RecordAsync(Events, "cam1");
        return [..
            log.Events.Select(r => EventText.TryReadEvent(r.Body.Span, out CloudEvent
            ? value, out string? why) ? value : throw new InvalidDataException(why))];
    }

    /// <summary>As a forger would: with sequences and ids that fit again.</summary>
    private static Platform Deliver(List<CloudEvent> events)
    {
        StreamKey stream = RecordName.Parse(events[0].Source, events[0].Sequence)!.Stream;
        Platform platform = new();
        platform.Accept(events.Select((e, i) => Message(Rename(e, stream, i + 1))));
        return platform;
    }

    private static CloudEvent Rename(CloudEvent value, StreamKey stream, long sequence)
    {
        RecordName name = new(Sample.Device, stream, sequence);
        return value with { Id = name.Id, Source = name.Source, Sequence = name.SequenceText };
    }

    private static (string Topic, byte[] Payload) Message(CloudEvent value) =>
        (new Topics(Sample.Device).Event("cam1", "track"), EventText.Write(value));
}
